/** What a folder is for. Which file goes to which kind is decided in `core/placement/route.ts`. */
export const FOLDER_KINDS = [
  'checkpoint',
  'diffusionModel',
  'lora',
  'locon',
  'dora',
  'embedding',
  'hypernetwork',
  'vae',
  'controlnet',
  'upscaler',
  'textEncoder',
  'clipVision',
  'motionModule',
  'detection',
  'aestheticGradient',
  'poses',
  'wildcards',
  'workflows',
  'other',
] as const;
export type FolderKind = (typeof FOLDER_KINDS)[number];

/** `plain`: one folder, a subfolder for each kind. */
export const LAYOUTS = ['comfyui', 'a1111', 'plain'] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface FolderView {
  readonly kind: FolderKind;
  /** To be read by a person. */
  readonly path: string;
  /** Relative to the root where it lies inside, else the whole path. */
  readonly label: string;
  readonly isOwnChoice: boolean;
  readonly exists: boolean;
}

export type FoldersView =
  | { readonly kind: 'notChosen' }
  | {
      readonly kind: 'chosen';
      readonly layout: Layout;
      readonly rootPath: string;
      readonly isRootThere: boolean;
      readonly folders: readonly FolderView[];
    };
