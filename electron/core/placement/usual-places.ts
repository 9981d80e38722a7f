/** What is known of a machine without looking at its disks. */
export interface Machine {
  readonly platform: 'win32' | 'darwin' | 'linux';
  readonly home: string;
  /** Where programs of a user keep what is theirs: `%APPDATA%`, `%LOCALAPPDATA%`; null elsewhere. */
  readonly roaming: string | null;
  readonly local: string | null;
  readonly documents: string;
  readonly desktop: string;
}

/** As people call the folder into which they clone or unpack a program, and as installers do. */
const NAMES = [
  'ComfyUI',
  'ComfyUI_windows_portable',
  'comfyui',
  'stable-diffusion-webui',
  'stable-diffusion-webui-forge',
  'stable-diffusion-webui-reForge',
  'sd.webui',
  'webui_forge_cu121_torch231',
  'automatic',
  'sdnext',
  'SwarmUI',
  'StableSwarmUI',
  'Fooocus',
  'Fooocus_win64_2-5-0',
  'StabilityMatrix',
  'invokeai',
  'InvokeAI',
] as const;

const NEAR_HOME = [
  'AI',
  'ai',
  'git',
  'src',
  'apps',
  'Apps',
  'Projects',
  'projects',
  'StableDiffusion',
] as const;

/**
 * Folders in which a generator usually lies on such a machine, the likeliest first. Only local ones: a network drive may
 * take minutes to say that something is not there.
 */
export function usualPlaces(machine: Machine): readonly (readonly string[])[] {
  const { platform, home, roaming, local, documents, desktop } = machine;
  const bases: readonly (readonly string[])[] = [
    [home],
    [documents],
    [desktop],
    [home, 'Downloads'],
    ...NEAR_HOME.map((name) => [home, name]),
    ...(platform === 'win32' ? [['C:\\'], ['C:\\', 'AI'], ['D:\\'], ['D:\\', 'AI'], ['E:\\']] : []),
    ...(platform === 'linux' ? [['/opt'], [home, '.local', 'share']] : []),
    ...(platform === 'darwin' ? [['/Applications'], [home, 'Applications']] : []),
  ];
  const installed: readonly (readonly string[])[] = [
    ...(roaming === null ? [] : [[roaming, 'StabilityMatrix']]),
    ...(local === null ? [] : [[local, 'Programs', '@comfyorgcomfyui-electron', 'resources', 'ComfyUI']]),
    ...(platform === 'darwin' ? [[home, 'Library', 'Application Support', 'StabilityMatrix']] : []),
    // What Stability Matrix and Pinokio install lies in folders of their own.
    ...['ComfyUI', 'stable-diffusion-webui-forge', 'Fooocus'].map((name) => [
      documents,
      'StabilityMatrix',
      'Packages',
      name,
    ]),
    [home, 'pinokio', 'api', 'comfy.git', 'app'],
    [home, 'pinokio', 'api', 'stable-diffusion-webui-forge.git', 'app'],
  ];
  return [...installed, ...bases.flatMap((base) => NAMES.map((name) => [...base, name]))];
}
