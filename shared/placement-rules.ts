import type { FolderKind, RootId } from './placement';

/** What a rule can look at, as Civitai says it of a file. */
export const RULE_FIELDS = ['modelType', 'fileType', 'baseModel', 'creator', 'tag', 'name'] as const;
export type RuleField = (typeof RULE_FIELDS)[number];

/** A part of these is enough: "Flux" holds for "Flux.1 D". All others have to be the same, whatever their case. */
export const PARTIAL_FIELDS: ReadonlySet<RuleField> = new Set<RuleField>(['baseModel', 'name']);

export interface RuleCondition {
  readonly field: RuleField;
  readonly text: string;
}

/** Sends files that meet all conditions into another kind of folder, to another program, or both. */
export interface PlacementRule {
  /** As the reason of a place quotes it. */
  readonly name: string;
  readonly isOn: boolean;
  readonly conditions: readonly RuleCondition[];
  /** Null leaves the kind that suits the file. */
  readonly kind: FolderKind | null;
  /** One of the user's programs; null leaves the one that files of the kind go to. */
  readonly rootId: RootId | null;
}

export const RULE_LIMITS = { rules: 50, conditions: 6, name: 80, text: 120 } as const;

/** One file that rules would send elsewhere. */
export interface RulePreviewFile {
  readonly fileName: string;
  readonly modelName: string;
  /** Whether it is still to be downloaded, or in one of the folders already. */
  readonly source: 'queue' | 'library';
  /** For example "ComfyUI › loras"; as it is without the change. */
  readonly before: string;
  readonly after: string;
  /** The rule by which it goes there; null where a rule does not hold any more. */
  readonly ruleName: string | null;
}

/** What a change of the rules would change. */
export interface RulePreview {
  /** All of them; `files` has the first ones. */
  readonly total: number;
  readonly files: readonly RulePreviewFile[];
  /** How many were looked at. */
  readonly lookedAt: number;
}

/** As many as fit on a screen. */
export const MOST_PREVIEWED = 20;
