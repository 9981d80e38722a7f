import { z } from 'zod';
import { folderKindSchema, layoutSchema } from '../../../shared/placement-schema';
import { type ChosenRoot, type FolderChoice, oneRoot } from './roots';

const byKind = z.partialRecord(folderKindSchema, z.string().min(1)).catch({});
const rootSchema = z.object({
  id: z.string().min(1),
  layout: layoutSchema,
  path: z.string().min(1),
  own: byKind,
});
const choiceSchema = z.object({
  roots: z.array(z.unknown()),
  usualId: z.string().catch(''),
  elsewhere: byKind,
});
/** From the time when there was one folder. */
const formerSchema = z.object({ layout: layoutSchema, root: z.string().min(1), own: byKind });

/**
 * Reads what was stored of the user's folders, in the form of today or in the former one.
 *
 * A folder that cannot be understood is left out; so is one that stands there twice.
 *
 * @returns null when there is none at all
 */
export function readStoredFolders(value: unknown): FolderChoice | null {
  const former = oneFormerRoot(value);
  if (former !== null) return former;
  const choice = choiceSchema.safeParse(value);
  if (!choice.success) return null;
  const roots = new Map<string, ChosenRoot>();
  for (const entry of choice.data.roots) {
    const root = rootSchema.safeParse(entry);
    if (root.success && !roots.has(root.data.id))
      roots.set(root.data.id, { ...root.data, own: own(root.data.own) });
  }
  const [first] = roots.values();
  if (first === undefined) return null;
  const usualId = roots.has(choice.data.usualId) ? choice.data.usualId : first.id;
  const elsewhere = Object.entries(choice.data.elsewhere).filter(([, id]) => roots.has(id));
  return { roots: [...roots.values()], usualId, elsewhere: Object.fromEntries(elsewhere) };
}

/** The one folder of the former form as a list; null for every other form. */
export function oneFormerRoot(value: unknown): FolderChoice | null {
  const former = formerSchema.safeParse(value);
  return former.success ? oneRoot(former.data.layout, former.data.root, own(former.data.own)) : null;
}

/** Zod's partial record says of each kind that it may be undefined; what was stored never is. */
function own(kinds: z.output<typeof byKind>): ChosenRoot['own'] {
  const known: ChosenRoot['own'] = kinds;
  return known;
}
