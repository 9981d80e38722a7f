import type { DownloadProgress, DownloadView } from '../../../shared/download/download';
import type { DownloadId } from '../../../shared/ids';
import { formatBytes, formatDuration, formatSpeed } from '../../../shared/words/format';
import { wordsFor } from '../output/failure-words';
import type { Terminal } from '../output/terminal';
import { proofWords } from './proof-words';
import type { Completed, Named, Reporter } from './reporter';

/** Where nothing can be drawn over, a line now and then is enough. */
const PLAIN_LINE_MS = 10_000;
/** A shorter pause is over before anybody has read of it. */
const SHORTEST_TOLD_PAUSE_MS = 3_000;
/** Of a shorter time a tenth of a second says something. */
const TENTHS_BELOW_MS = 10_000;
const BAR_CELLS = 24;

/** For people: one line that moves, and sentences for what they should know. */
export class WordsReporter implements Reporter {
  private readonly views = new Map<string, DownloadView>();
  /** Downloads of which it was said that they cannot be resumed. */
  private readonly toldWhole = new Set<string>();
  /** Troubles told since something came last. */
  private readonly toldCauses = new Set<string>();
  private beganMs = 0;
  private nextLineMs = 0;
  /** Bytes that were here when this command began. */
  private keptBytes = 0;

  constructor(
    private readonly terminal: Terminal,
    private readonly clock: { readonly nowMs: () => number; readonly steadyMs: () => number },
  ) {}

  begin(views: readonly DownloadView[]): void {
    this.beganMs = this.clock.steadyMs();
    this.nextLineMs = this.beganMs + PLAIN_LINE_MS;
    for (const view of views) this.views.set(view.id, view);
    this.keptBytes = sum(views.map(({ durableBytes }) => durableBytes));
    if (this.keptBytes > 0) this.terminal.note(`${formatBytes(this.keptBytes)} are here already.`);
  }

  changed(view: DownloadView): void {
    const before = this.views.get(view.id)?.state.kind;
    this.views.set(view.id, view);
    if (view.state.kind === before) return;
    if (view.state.kind === 'transferring') this.toldCauses.clear();
    if (view.state.kind === 'waiting') this.tellOfPause(view);
    if (view.state.kind === 'verifying') this.terminal.draw(`${this.nameIfSeveral(view)}Checking the hash …`);
  }

  moved(progress: readonly DownloadProgress[]): void {
    for (const { id, canResume } of progress) if (!canResume) this.tellOfWhole(id);
    const line = this.progressLine(progress);
    this.terminal.draw(line);
    if (this.terminal.canRedraw) return;
    const nowMs = this.clock.steadyMs();
    if (nowMs < this.nextLineMs) return;
    this.nextLineMs = nowMs + PLAIN_LINE_MS;
    this.terminal.note(line);
  }

  completed(which: Named, outcome: Completed): void {
    const { path, bytes, isVerified, wasThere } = outcome;
    this.terminal.draw('');
    const name = this.nameIfSeveral(which);
    const before = isVerified ? 'proven when it came' : 'not verified: Civitai published no hash of it';
    if (wasThere) this.terminal.note(`${name}Here already: ${formatBytes(bytes)}, ${before}.`);
    else this.terminal.note(`${name}${formatBytes(bytes)}${this.took(bytes)}: ${proofWords(outcome)}.`);
    this.terminal.answer(path);
  }

  interrupted(views: readonly DownloadView[]): void {
    this.terminal.draw('');
    const kept = sum(views.map(({ durableBytes }) => durableBytes));
    const total = views.some(({ totalBytes }) => totalBytes === null)
      ? null
      : sum(views.map(({ totalBytes }) => totalBytes ?? 0));
    const of = total === null ? '' : ` of ${formatBytes(total)}`;
    const next = views.some(({ id }) => this.toldWhole.has(id))
      ? 'the same command compares them with what is sent again from the beginning'
      : 'the same command goes on from there';
    this.terminal.note(`Interrupted. ${formatBytes(kept)}${of} are kept; ${next}.`);
  }

  private tellOfWhole(id: DownloadId): void {
    if (this.toldWhole.has(id)) return;
    this.toldWhole.add(id);
    const view = this.views.get(id);
    const name = view === undefined ? '' : this.nameIfSeveral(view);
    this.terminal.note(`${name}This server sends only the whole file: stopping means beginning again.`);
  }

  private tellOfPause({ state }: DownloadView): void {
    if (state.kind !== 'waiting' || state.untilMs === null) return;
    const pauseMs = state.untilMs - this.clock.nowMs();
    const { title, reason } = wordsFor(state.cause);
    this.terminal.draw('');
    if (pauseMs < SHORTEST_TOLD_PAUSE_MS && state.attempt < 2) return;
    // One trouble that all of them meet is one line.
    if (this.views.size > 1) {
      if (this.toldCauses.has(title)) return;
      this.toldCauses.add(title);
      this.terminal.note(`${title}. ${reason} What is here is kept; civet tries again by itself.`);
      return;
    }
    const at = new Date(state.untilMs).toTimeString().slice(0, 8);
    this.terminal.note(`${title}. ${reason} What is here is kept; next try at ${at}.`);
  }

  private progressLine(progress: readonly DownloadProgress[]): string {
    const moving = new Map(progress.map((entry) => [entry.id as string, entry]));
    const all = [...this.views.values()];
    const received = sum(all.map((view) => moving.get(view.id)?.receivedBytes ?? view.durableBytes));
    const totals = all.map((view) => moving.get(view.id)?.totalBytes ?? view.totalBytes);
    const total = totals.every((bytes) => bytes !== null) ? sum(totals.map((bytes) => bytes ?? 0)) : null;
    const speed = sum(progress.map(({ bytesPerSecond }) => bytesPerSecond ?? 0));
    const parts = [
      ...(all.length > 1
        ? [`${all.filter(({ state }) => state.kind === 'completed').length} of ${all.length}`]
        : []),
      ...(total === null || total === 0 ? [] : [bar(received / total)]),
      total === null ? formatBytes(received) : `${formatBytes(received)} of ${formatBytes(total)}`,
      ...(speed === 0 ? [] : [formatSpeed(speed)]),
      ...(speed === 0 || total === null
        ? []
        : [`${formatDuration(((total - received) / speed) * 1000)} left`]),
    ];
    return parts.join('  ');
  }

  private took(bytes: number): string {
    const ms = this.clock.steadyMs() - this.beganMs;
    if (this.views.size > 1 || ms < 1) return '';
    const fetched = bytes - this.keptBytes;
    const now = this.keptBytes > 0 && fetched > 0 ? `, ${formatBytes(fetched)} of them now,` : '';
    const speed = fetched > 0 ? `, ${formatSpeed((fetched / ms) * 1000)}` : '';
    const took = ms < TENTHS_BELOW_MS ? `${(ms / 1000).toFixed(1)} sec` : formatDuration(ms);
    return `${now} in ${took}${speed}`;
  }

  private nameIfSeveral({ fileName }: Pick<Named, 'fileName'>): string {
    return this.views.size > 1 ? `${fileName}: ` : '';
  }
}

function bar(share: number): string {
  const full = Math.max(0, Math.min(BAR_CELLS, Math.floor(share * BAR_CELLS)));
  const percent = `${Math.floor(Math.min(1, share) * 100)}`.padStart(3);
  return `${percent} % [${'#'.repeat(full)}${'-'.repeat(BAR_CELLS - full)}]`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
