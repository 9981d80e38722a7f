/**
 * Files that generators load weights from. Civitai's other files (archives, workflows, configurations) are not
 * looked for: a program's folder is full of such files that are nobody's models. One that Civet has placed itself
 * is known whatever it is called.
 */
export const MODEL_ENDINGS: ReadonlySet<string> = new Set([
  'safetensors',
  'sft',
  'ckpt',
  'pt',
  'pth',
  'bin',
  'gguf',
  'onnx',
]);

/** Folders of programs, not of models; looking through a Python environment takes longer than all models together. */
const PROGRAM_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  'site-packages',
  'python_embeded',
  'python_embedded',
  '__pycache__',
]);

/** What programs make, right below their own folder. Elsewhere such a name says nothing. */
const OUTPUT_FOLDERS: ReadonlySet<string> = new Set(['output', 'outputs', 'temp', 'tmp']);

/** Folders that may be environments of Python; they are when this file stands in them (PEP 405). */
const ENVIRONMENT_FOLDERS: ReadonlySet<string> = new Set(['venv', 'env']);
const ENVIRONMENT_MARK = 'pyvenv.cfg';

export function isModelFile(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && MODEL_ENDINGS.has(name.slice(dot + 1).toLowerCase());
}

/** Hidden folders, caches among them, are left alone as well. */
export function isFolderOfModels(name: string): boolean {
  return !name.startsWith('.') && !PROGRAM_FOLDERS.has(name.toLowerCase());
}

/** Whether a folder is one that programs put what they made into, if the one above it is a program's. */
export function isFolderOfOutput(name: string): boolean {
  return OUTPUT_FOLDERS.has(name.toLowerCase());
}

/** @param names of what is in the folder */
export function isPythonEnvironment(name: string, names: readonly string[]): boolean {
  return ENVIRONMENT_FOLDERS.has(name.toLowerCase()) && names.includes(ENVIRONMENT_MARK);
}

/** In the order in which they are asked; API note 7. */
export const SIDECAR_ENDINGS = [
  '.metadata.json',
  '.civitai.info',
  '.cm-info.json',
  '.swarm.json',
  '.json',
] as const;
export type SidecarEnding = (typeof SIDECAR_ENDINGS)[number];

/** The names that programs may have put beside a model file, without its folder. */
export function sidecarsOf(
  name: string,
): readonly { readonly name: string; readonly ending: SidecarEnding }[] {
  const base = name.slice(0, name.lastIndexOf('.'));
  return SIDECAR_ENDINGS.map((ending) => ({ name: base + ending, ending }));
}
