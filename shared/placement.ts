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

/** The programs whose folders Civet knows, and `plain`: one folder, a subfolder for each kind. */
export const LAYOUTS = [
  'comfyui',
  'a1111',
  'forge',
  'reforge',
  'sdnext',
  'swarmui',
  'fooocus',
  'stabilitymatrix',
  'invokeai',
  'plain',
] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Follows from the folder's path, so a folder that is added again is the one it was before. */
export type RootId = string;

/** What decides that files of a kind go where they go. */
export type FolderReason =
  /** The layout of the usual program. */
  | 'layout'
  /** A folder that the user has chosen for this kind. */
  | 'own'
  /** Another program, which the user has chosen for this kind. */
  | 'otherRoot'
  /** The program's own list of further folders names it as the default. */
  | 'extraPaths';

/** Where new files of one kind go. */
export interface FolderView {
  readonly kind: FolderKind;
  /** The program whose folder it is. */
  readonly rootId: RootId;
  /** To be read by a person. */
  readonly path: string;
  /** Relative to the root where it lies inside, else the whole path. */
  readonly label: string;
  readonly reason: FolderReason;
  readonly exists: boolean;
  /** A program keeps it for itself, so nothing can be put there. */
  readonly isManaged: boolean;
  /** It is made when the first file needs it: what it lies in is there. Never so for a folder that stands alone. */
  readonly canBeMade: boolean;
}

/** A folder outside the program's own, which the program reads as well. */
export interface FurtherFolder {
  readonly kind: FolderKind;
  readonly path: string;
  /** New files of this kind go here rather than into the program's own folder. */
  readonly isDefault: boolean;
  readonly exists: boolean;
}

/** Why a program's list of further folders is not used. */
export type ExtraPathsProblem = 'tooLarge' | 'unreadable' | 'notYaml' | 'wrongShape';

/** How far a program that looks at no folder by itself has been told of what was placed for it. Counts of files. */
export interface Registration {
  readonly registered: number;
  /** The program does not want them: it reads them, and says no. */
  readonly refused: number;
  readonly waiting: number;
  /** It does not answer, most likely because it is not running. */
  readonly isAbsent: boolean;
  /** Something else answers where it should. */
  readonly isOtherProgram: boolean;
}

export interface RootView {
  readonly id: RootId;
  readonly layout: Layout;
  /** To be read by a person. */
  readonly path: string;
  /** False when the folder was moved, or its drive is not connected. */
  readonly isThere: boolean;
  readonly further: readonly FurtherFolder[];
  /** Null for programs that look through their folders. */
  readonly registration: Registration | null;
  /** Null also when the program has no such list. */
  readonly problem: { readonly kind: ExtraPathsProblem; readonly path: string; readonly at: string } | null;
}

export type FoldersView =
  | { readonly kind: 'notChosen' }
  | {
      readonly kind: 'chosen';
      /** Where files go when nothing else is said of their kind. */
      readonly usualId: RootId;
      /** In the order in which they were added. */
      readonly roots: readonly RootView[];
      readonly folders: readonly FolderView[];
    };

/** What the tensors of a file say that it is. */
export const WEIGHTS_FINDINGS = [
  /** A diffusion model together with text encoder or VAE. */
  'wholeModel',
  'diffusionModel',
  'lora',
  'lycoris',
  'dora',
  'vae',
  'controlnet',
  't2iAdapter',
  'ipAdapter',
  'textEncoder',
  /** Chats, or encodes texts for a generator. */
  'languageModel',
  'imageEncoder',
  'embedding',
  'hypernetwork',
  'motionModule',
  'upscaler',
] as const;
export type WeightsFinding = (typeof WEIGHTS_FINDINGS)[number];

/** Who has decided on the kind of folder, where it was not decided by what Civitai says of the file. */
export type KindDecision =
  | { readonly by: 'user' }
  /** Nobody: it goes back to where it was before it was lost. */
  | { readonly by: 'former' }
  /** One of the user's rules. `name` is what it was called then. */
  | { readonly by: 'rule'; readonly name: string }
  /**
   * `isElsewhere`: the file stays where it was to go, since the right folder lies on another drive; with `isRefused`,
   * since it could not be put there for another reason.
   */
  | {
      readonly by: 'header';
      readonly finding: WeightsFinding;
      readonly isElsewhere: boolean;
      readonly isRefused?: true | undefined;
    };

export const PLACE_REASONS = [
  'fileType',
  'modelType',
  'gguf',
  'wholeModel',
  'weightsAlone',
  'noBaseModel',
  'unknownType',
  /** The user wants it there. */
  'chosen',
  /** It was in a folder of that kind before it was lost. */
  'former',
  /** A rule of the user's: `ruleName`. */
  'rule',
  /** The file's own tensors, which say otherwise than Civitai: `finding`. */
  'header',
  /** As `header`, but it could not be put there: `rightKind` lies on another drive. */
  'headerElsewhere',
  /** The same, for another reason. */
  'headerRefused',
] as const;

/** Why a file belongs into a folder of its kind: the rule, and what it looked at, as Civitai words it. */
export interface PlaceReason {
  readonly kind: FolderKind;
  readonly code: (typeof PLACE_REASONS)[number];
  readonly fileType: string;
  readonly modelType: string;
  readonly baseModel: string | null;
  readonly ruleName?: string | undefined;
  readonly finding?: WeightsFinding | undefined;
  readonly rightKind?: FolderKind | undefined;
}
