import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { Terminal } from '../output/terminal';
import type { Completed, Named, Reporter } from './reporter';

/** One event a line, at most one a second for what only moves. */
const PROGRESS_MS = 1_000;

export class JsonReporter implements Reporter {
  private nextProgressMs = 0;
  private readonly told = new Map<string, string>();
  private readonly toldWhole = new Set<string>();

  constructor(
    private readonly terminal: Terminal,
    private readonly nowMs: () => number,
  ) {}

  begin(views: readonly DownloadView[]): void {
    for (const view of views) this.changed(view);
  }

  changed({ id, state, durableBytes, totalBytes }: DownloadView): void {
    if (state.kind === 'completed' || state.kind === 'failed') return;
    const waiting =
      state.kind === 'waiting'
        ? { untilMs: state.untilMs, code: state.cause.code, attempt: state.attempt }
        : {};
    const key = JSON.stringify([state.kind, waiting]);
    if (this.told.get(id) === key) return;
    this.told.set(id, key);
    this.terminal.event({ status: state.kind, id, durableBytes, totalBytes, ...waiting });
  }

  moved(progress: readonly DownloadProgress[]): void {
    for (const { id, canResume } of progress) {
      if (canResume || this.toldWhole.has(id)) continue;
      this.toldWhole.add(id);
      this.terminal.event({ status: 'warning', code: 'cannotResume', id });
    }
    const nowMs = this.nowMs();
    if (nowMs < this.nextProgressMs) return;
    this.nextProgressMs = nowMs + PROGRESS_MS;
    for (const entry of progress) this.terminal.event({ status: 'progress', ...inWholeNumbers(entry) });
  }

  completed({ id, modelId, versionId, fileId }: Named, outcome: Completed): void {
    const { path, sha256, bytes, isVerified, verifiedBy, wasThere, hashTailMs } = outcome;
    this.terminal.event({
      status: 'completed',
      path,
      sha256,
      bytes,
      isVerified,
      verifiedBy,
      wasThere,
      hashTailMs: hashTailMs === null ? null : Math.round(hashTailMs),
      id,
      modelId,
      versionId,
      fileId,
    });
  }

  interrupted(views: readonly DownloadView[]): void {
    for (const { id, durableBytes, totalBytes } of views) {
      this.terminal.event({ status: 'interrupted', id, durableBytes, totalBytes });
    }
  }
}

/** A thousandth of a millisecond tells nobody anything. */
function inWholeNumbers(event: object): object {
  const rounded = Object.entries(event).map(([name, value]) => [
    name,
    typeof value === 'number' ? Math.round(value) : value,
  ]);
  return Object.fromEntries(rounded);
}
