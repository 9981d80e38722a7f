import type { MaturityLevel, ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import type { DownloadTarget } from '../../../shared/download/download';
import type { FolderKind } from '../../../shared/placement';
import type { JsonTable } from './json-table';

/** Everything that is known of a file that has been placed. */
export interface SidecarFacts {
  /** With its extension. */
  readonly fileName: string;
  /** Absolute, as the system writes it. */
  readonly path: string;
  readonly bytes: number;
  /** Upper-case hex, measured by Civet. */
  readonly sha256: string;
  /** Milliseconds since 1970. */
  readonly placedAtMs: number;
  readonly kind: FolderKind;
  readonly target: DownloadTarget;
  readonly model: Pick<
    ModelDetails,
    'name' | 'type' | 'maturity' | 'tags' | 'creator' | 'untrustedDescription' | 'downloadCount' | 'likeCount'
  >;
  readonly version: Pick<
    ModelVersion,
    'name' | 'baseModel' | 'untrustedDescription' | 'triggerWords' | 'publishedAt'
  >;
  /** What the service itself answers about the version; null when it could not be asked. */
  readonly untrustedVersion: JsonTable | null;
  /** The first one within the level of maturity; null when there is none. */
  readonly picture: { readonly url: string; readonly maturity: MaturityLevel } | null;
  /** The picture beside the file; null when Civet has put none there. */
  readonly previewPath: string | null;
}

/** The name without its last extension, which all dialects put their own behind. */
export function sidecarStem(fileName: string): string {
  const at = fileName.lastIndexOf('.');
  return at <= 0 ? fileName : fileName.slice(0, at);
}

/** Whether another model's sidecars would have the same names, on a system that takes upper and lower case for one. */
export function sharesSidecars(fileName: string, names: readonly string[]): boolean {
  const own = fileName.toLowerCase();
  const stem = sidecarStem(own);
  return names.some((name) => {
    const other = name.toLowerCase();
    return other !== own && mayHaveSidecars(other) && sidecarStem(other) === stem;
  });
}

const WEIGHTS = /\.(safetensors|sft|ckpt|pt|pt2|pth|bin|pkl|gguf|onnx)$/i;

/** Only weights get sidecars: beside "x.json" or "x.zip" they would describe something else, or be it. */
export function mayHaveSidecars(fileName: string): boolean {
  return WEIGHTS.test(fileName);
}
