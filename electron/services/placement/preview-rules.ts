import {
  MOST_PREVIEWED,
  type PlacementRule,
  type RulePreview,
  type RulePreviewFile,
} from '../../../shared/placement-rules';
import { toNamedTarget } from '../../core/library/named-target';
import type { IndexedFile } from '../../core/library/ports';
import type { NamedTarget } from '../../core/naming/template';
import { ruleFor } from '../../core/placement/rules';
import type { DownloadRecord, SettingsStore } from '../../core/ports';
import { chosenKind } from '../downloads/record-facts';
import type { Placement } from '../placement';

/** One part of the library is read in a few milliseconds, then the window has its turn. */
const FILES_AT_ONCE = 250;

export interface RulePreviewNeeds {
  readonly placement: Pick<Placement, 'plan'>;
  readonly settings: () => ReturnType<SettingsStore['settings']>;
  readonly downloads: () => readonly DownloadRecord[];
  /** A part of the library, of whatever order; empty behind its end. */
  readonly library: (offset: number, limit: number) => readonly IndexedFile[];
  /** Resolves in the next turn. */
  readonly turn: () => Promise<void>;
}

interface LookedAt extends Pick<RulePreviewFile, 'fileName' | 'source'> {
  readonly target: NamedTarget;
}

/** Says which files go elsewhere by other rules: of the queue those still to come, of the library all that are known. */
export class RulePreviews {
  private asked = 0;

  constructor(private readonly needs: RulePreviewNeeds) {}

  /**
   * @param rules all of them, as they would be
   * @returns null when something else has been asked meanwhile
   */
  async preview(rules: readonly PlacementRule[]): Promise<RulePreview | null> {
    this.asked += 1;
    const { asked } = this;
    const files: RulePreviewFile[] = [];
    let total = 0;
    let lookedAt = 0;
    for await (const part of this.parts()) {
      if (asked !== this.asked) return null;
      for (const each of part) {
        lookedAt += 1;
        const change = this.changeOf(each, rules);
        if (change === null) continue;
        total += 1;
        if (files.length < MOST_PREVIEWED) files.push(change);
      }
    }
    return { total, files, lookedAt };
  }

  private async *parts(): AsyncGenerator<readonly LookedAt[]> {
    const { downloads, library, turn } = this.needs;
    const coming = downloads().filter(({ state }) => state.kind !== 'completed');
    for (let at = 0; at < coming.length; at += FILES_AT_ONCE) {
      yield coming.slice(at, at + FILES_AT_ONCE).flatMap(ofQueue);
      await turn();
    }
    for (let offset = 0; ; offset += FILES_AT_ONCE) {
      const part = library(offset, FILES_AT_ONCE);
      if (part.length === 0) return;
      yield part.flatMap(ofLibrary);
      await turn();
    }
  }

  private changeOf(
    { target, source, fileName }: LookedAt,
    rules: readonly PlacementRule[],
  ): RulePreviewFile | null {
    const before = ruleFor(this.needs.settings().placementRules, target);
    const after = ruleFor(rules, target);
    // Most files are met by no rule, before and after; a plan costs more than that.
    if (before?.kind === after?.kind && before?.rootId === after?.rootId) return null;
    const { placement } = this.needs;
    const was = placement.plan(target);
    const will = placement.plan(target, null, rules);
    if (!was.ok || !will.ok || was.value.folder === will.value.folder) return null;
    return {
      fileName,
      modelName: target.modelName,
      source,
      before: was.value.label,
      after: will.value.label,
      ruleName: after?.name ?? null,
    };
  }
}

/** What the user has decided by hand stays so. */
function ofQueue(record: DownloadRecord): readonly LookedAt[] {
  const { fileName, target } = record;
  return chosenKind(record) === null ? [{ fileName, target, source: 'queue' }] : [];
}

/** Of a file nobody knows there is nothing that a rule could look at. */
function ofLibrary(file: IndexedFile): readonly LookedAt[] {
  const target = toNamedTarget(file);
  return target === null ? [] : [{ fileName: file.fileName, source: 'library', target }];
}
