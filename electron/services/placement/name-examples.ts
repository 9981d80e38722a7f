import type { DownloadTarget } from '../../../shared/download/download';
import type { NamePreview, NameTemplates } from '../../../shared/naming';
import { toNamedTarget } from '../../core/library/named-target';
import type { IndexedFile } from '../../core/library/ports';
import { exampleKey, MOST_EXAMPLES, previewNames } from '../../core/naming/preview';
import type { NamedTarget } from '../../core/naming/template';
import type { Clock, DownloadRecord } from '../../core/ports';
import { pause } from '../pause';

/** The newest downloads stand first, and leave room for files of the library. */
const MOST_DOWNLOADS = 6;
/** Of each type of model, so that a few are seen of many. */
const MOST_OF_TYPE = 3;
/** Somebody types and looks; what Civitai tells later is there with the next letter. */
const LONGEST_ASK_MS = 1_500;

export interface NameExamplesNeeds {
  readonly downloads: () => readonly DownloadRecord[];
  /** Files of the library by types of models, so many of each, the newest first. */
  readonly samples: (mostOfType: number) => readonly (readonly IndexedFile[])[];
  /** Counts up when anything of the index is different. */
  readonly revision: () => number;
  /** What files were published as, by their ids in the index; without those that nobody knows now. */
  readonly published: (
    files: readonly IndexedFile[],
    signal: AbortSignal,
  ) => Promise<ReadonlyMap<number, DownloadTarget>>;
  /** Files of models that were looked at. */
  readonly lookedAt: (most: number) => readonly DownloadTarget[];
  readonly clock: Pick<Clock, 'nowMs' | 'steadyMs' | 'after'>;
}

interface Example {
  readonly target: NamedTarget;
  /** What it is called on the disk; null for what is not there. */
  readonly now: string | null;
}

/** Says what templates make of files of the user's, of as many types of models as there are. */
export class NameExamples {
  /** As they were in this revision of the index: somebody types, and each letter asks. */
  private sampled: { readonly revision: number; readonly files: readonly IndexedFile[] } | null = null;
  /** What is asked of Civitai just now, and of which files. */
  private asking: { readonly key: string; readonly told: ReturnType<NameExamplesNeeds['published']> } | null =
    null;

  constructor(private readonly needs: NameExamplesNeeds) {}

  async preview(templates: NameTemplates): Promise<NamePreview> {
    const downloads = this.needs
      .downloads()
      .toSorted((a, b) => b.addedAtMs - a.addedAtMs)
      .slice(0, MOST_EXAMPLES)
      .map(({ target, state }) => ({ target, now: state.kind === 'completed' ? state.finalName : null }));
    const files = await this.ofLibrary(downloads.map(({ target }) => target));
    const newest = downloads.slice(0, files.length > 0 ? MOST_DOWNLOADS : MOST_EXAMPLES);
    const own = [...newest, ...files, ...downloads.slice(newest.length)];
    const targets = own.length > 0 ? own.map(({ target }) => target) : this.needs.lookedAt(MOST_EXAMPLES);
    const names = own.flatMap(({ target, now }) =>
      now === null ? [] : [[exampleKey(target), now] as const],
    );
    const examples = previewNames(templates, targets, new Map(names));
    if (examples.length === 0) return { source: 'none', examples };
    const source = files.length > 0 ? 'library' : own.length > 0 ? 'downloads' : 'models';
    return { source, examples };
  }

  private async ofLibrary(downloads: readonly DownloadTarget[]): Promise<readonly Example[]> {
    const shown = new Set(downloads.map(({ versionId }) => versionId));
    const files = this.samples()
      .filter(({ versionId }) => versionId === null || !shown.has(versionId))
      .slice(0, MOST_EXAMPLES);
    if (files.length === 0) return [];
    const callOff = new AbortController();
    const late = pause(this.needs.clock, LONGEST_ASK_MS, callOff.signal).then(() => null);
    // It is not called off when it takes long: what comes of it is known the next time.
    const told = await Promise.race([this.published(files), late]);
    callOff.abort();
    return files.flatMap((file) => {
      const target = told?.get(file.id) ?? toNamedTarget(file);
      return target === null ? [] : [{ target, now: file.fileName }];
    });
  }

  private samples(): readonly IndexedFile[] {
    const revision = this.needs.revision();
    if (this.sampled?.revision !== revision)
      this.sampled = { revision, files: inTurns(this.needs.samples(MOST_OF_TYPE)) };
    return this.sampled.files;
  }

  /** Who asks for the same while the answer is on its way gets that one. */
  private published(files: readonly IndexedFile[]): ReturnType<NameExamplesNeeds['published']> {
    const key = files.map(({ id, versionId }) => `${id} ${versionId}`).join();
    if (this.asking?.key === key) return this.asking.told;
    const told = this.needs.published(files, new AbortController().signal);
    const asking = { key, told };
    this.asking = asking;
    void told
      .catch(() => null)
      .then(() => {
        if (this.asking === asking) this.asking = null;
      });
    return told;
  }
}

/** The first of each, then the second of each. */
function inTurns<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => lists.flatMap((list) => list.slice(at, at + 1))).flat();
}
