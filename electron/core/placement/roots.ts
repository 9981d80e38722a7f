import type { FolderKind, Layout, RootId } from '../../../shared/placement';

type ByKind<Value> = Readonly<Partial<Record<FolderKind, Value>>>;

/** A folder that the user has pointed at. */
export interface ChosenRoot {
  readonly id: RootId;
  readonly layout: Layout;
  readonly path: string;
  /** Absolute paths the user picked for single kinds; they count while files go to this root. */
  readonly own: ByKind<string>;
}

/** All that is kept of the user's folders. There is at least one root. */
export interface FolderChoice {
  readonly roots: readonly ChosenRoot[];
  /** Of the root that files go to unless something else is said of their kind. */
  readonly usualId: RootId;
  /** Kinds that go to another root than the usual one. */
  readonly elsewhere: ByKind<RootId>;
}

/** The FNV-1a of the path in 64 bits, as hex. */
export function rootIdOf(path: string): RootId {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(path))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, '0');
}

/** A choice of one folder alone. */
export function oneRoot(layout: Layout, path: string, own: ByKind<string> = {}): FolderChoice {
  const id = rootIdOf(path);
  return { roots: [{ id, layout, path, own }], usualId: id, elsewhere: {} };
}

export function usualRoot({ roots, usualId }: FolderChoice): ChosenRoot {
  const root = roots.find(({ id }) => id === usualId) ?? roots[0];
  if (root === undefined) throw new Error('A choice of folders has no root.');
  return root;
}

/**
 * A folder is added at the end, or takes the place of another one: of the one at the same path, or of the one that
 * was there before it was moved. Folders of single kinds stay unless it is another program now.
 *
 * @param replaces the root whose place it takes; null adds it
 */
export function withRoot(
  choice: FolderChoice | null,
  { layout, path }: Pick<ChosenRoot, 'layout' | 'path'>,
  replaces: RootId | null,
): FolderChoice {
  if (choice === null) return oneRoot(layout, path);
  const id = rootIdOf(path);
  const isBefore = (root: ChosenRoot) => root.id === id || root.id === replaces;
  const before = choice.roots.find((root) => root.id === replaces) ?? choice.roots.find(isBefore);
  const added: ChosenRoot = { id, layout, path, own: before?.layout === layout ? before.own : {} };
  const kept = choice.roots.filter((root) => root === before || !isBefore(root));
  const roots =
    before === undefined ? [...kept, added] : kept.map((root) => (root === before ? added : root));
  const named = (old: RootId) => (old === replaces ? id : old);
  return { roots, usualId: named(choice.usualId), elsewhere: mapped(choice.elsewhere, named) };
}

/** Null when it was the last one. */
export function withoutRoot(choice: FolderChoice, removed: RootId): FolderChoice | null {
  const roots = choice.roots.filter(({ id }) => id !== removed);
  const [first] = roots;
  if (first === undefined) return null;
  const usualId = choice.usualId === removed ? first.id : choice.usualId;
  return { roots, usualId, elsewhere: mapped(choice.elsewhere, (id) => (id === removed ? null : id)) };
}

/** Gives back a folder that was taken away, to where it was; everything else stays as it is now. */
export function withRestored(choice: FolderChoice | null, before: FolderChoice, id: RootId): FolderChoice {
  if (choice === null) return before;
  const at = before.roots.findIndex((root) => root.id === id);
  const root = before.roots[at];
  if (root === undefined || choice.roots.some((each) => each.id === id)) return choice;
  const usualId = before.usualId === id ? id : choice.usualId;
  const again = mapped(before.elsewhere, (each) => (each === id ? id : null));
  return {
    roots: choice.roots.toSpliced(at, 0, root),
    usualId,
    elsewhere: { ...again, ...choice.elsewhere },
  };
}

/** @param rootId null lets the kind follow the usual root again, and forgets its own folder there */
export function withKindAt(choice: FolderChoice, kind: FolderKind, rootId: RootId | null): FolderChoice {
  const { [kind]: _before, ...elsewhere } = choice.elsewhere;
  const usual = usualRoot(choice).id;
  if (rootId !== null && rootId !== usual) return { ...choice, elsewhere: { ...elsewhere, [kind]: rootId } };
  return { ...withOwn(choice, kind, null), elsewhere };
}

/** @param path a folder of the user's own for files of this kind; null forgets it */
export function withOwn(choice: FolderChoice, kind: FolderKind, path: string | null): FolderChoice {
  const usual = usualRoot(choice);
  const { [kind]: _before, ...others } = usual.own;
  const own = path === null ? others : { ...others, [kind]: path };
  const { [kind]: _place, ...elsewhere } = choice.elsewhere;
  const roots = choice.roots.map((root) => (root === usual ? { ...root, own } : root));
  return { ...choice, roots, elsewhere };
}

function mapped(from: ByKind<RootId>, to: (id: RootId) => RootId | null): ByKind<RootId> {
  const pairs = Object.entries(from).flatMap(([kind, id]) => {
    const next = to(id);
    return next === null ? [] : [[kind, next]];
  });
  // The same keys, which fromEntries forgets.
  return Object.fromEntries(pairs) as ByKind<RootId>;
}
