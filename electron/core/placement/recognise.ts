import type { Layout } from '../../../shared/placement';

type Program = Exclude<Layout, 'plain'>;

/**
 * Paths that tell one program from another when they stand in its root. The more particular programs come
 * first: they also have what tells of those they were made from.
 */
const MARKS = [
  ['invokeai', ['invokeai.yaml', 'databases/invokeai.db']],
  ['stabilitymatrix', ['.sm-portable', 'Models/StableDiffusion']],
  ['swarmui', ['src/SwarmUI.csproj', 'Data/Settings.fds', 'SwarmUI.sln']],
  ['fooocus', ['fooocus_version.py', 'entry_with_update.py']],
  ['comfyui', ['comfy/sd.py', 'extra_model_paths.yaml.example', 'models/checkpoints']],
  ['sdnext', ['cli/api-txt2img.py', 'extensions-builtin/sdnext-modernui', 'motd']],
  ['reforge', ['modules_forge/forge_clip_sd3.py', 'modules_forge/sd3_model_config.py']],
  ['forge', ['modules_forge/forge_version.py', 'modules_forge']],
  ['a1111', ['models/Stable-diffusion', 'webui.py', 'webui.sh', 'webui-user.bat']],
] as const satisfies readonly (readonly [Program, readonly string[]])[];

/** Each can be put over the other in the same folder, so the user's word counts more than what stands there. */
const WEBUIS: ReadonlySet<Layout> = new Set<Layout>(['a1111', 'forge', 'reforge']);

/** Steps from a picked folder to where a program's root may be: people often miss it by one. */
export const NEAR_STEPS = [
  '',
  '..',
  'ComfyUI',
  'webui',
  'stable-diffusion-webui',
  'stable-diffusion-webui-forge',
  'stable-diffusion-webui-reForge',
  'sdnext',
  'SwarmUI',
  'Fooocus',
  'Data',
] as const;

/** Everything that has to be looked for. */
export const ALL_MARKS: readonly string[] = MARKS.flatMap(([, marks]) => marks);

/** What tells of this program, to be said when it is not there. */
export function marksOf(layout: Program): readonly string[] {
  return MARKS.find(([program]) => program === layout)?.[1] ?? [];
}

/**
 * The layout of a root folder, told by what stands in it; `plain` when nothing is recognised.
 *
 * @param present which of `ALL_MARKS` exist under the root
 */
export function detectLayout(present: ReadonlySet<string>): Layout {
  return MARKS.find(([, marks]) => marks.some((mark) => present.has(mark)))?.[0] ?? 'plain';
}

/** What a folder counts as for somebody who says what it is; null when it is something else. */
export function asWanted(found: Layout, wanted: Layout | null): Layout | null {
  if (found === 'plain') return null;
  if (wanted === null || wanted === found) return found;
  return WEBUIS.has(found) && WEBUIS.has(wanted) ? wanted : null;
}
