import type { DownloadProgress } from '../../../shared/download/download';
import type { DownloadsDelta } from '../../../shared/ipc/contract';
import type { Settings } from '../../../shared/settings/schema';
import type { LimitInForce } from '../../../shared/status';
import type { Clock } from '../../core/ports';
import { windowWordsFor } from '../../core/presence/failure-line';
import { type Notice, notices } from '../../core/presence/notices';
import {
  type TaskbarProgress,
  type TrayLook,
  taskbarProgress,
  trayLook,
} from '../../core/presence/tray-look';
import { type TrayEntry, trayMenu } from '../../core/presence/tray-menu';
import { type News, type Work, WorkBoard } from '../../core/presence/work';

/** A menu that changes under the pointer more often than this cannot be read. */
const SHOW_EVERY_MS = 1_000;
/** Files that end this close to one another are told of together. */
const GATHER_MS = 4_000;

export interface Shown {
  readonly look: TrayLook;
  readonly menu: readonly TrayEntry[];
  readonly taskbar: TaskbarProgress;
  /** Downloads that need the user, who has not looked since. */
  readonly badge: number;
}

export interface PresenceNeeds {
  readonly clock: Pick<Clock, 'after'>;
  readonly settings: () => Settings;
  readonly limit: () => LimitInForce;
  readonly timeOf: (atMs: number) => string;
  /** Whether the user looks at the window now. */
  readonly isWatched: () => boolean;
  /** Told only what has changed. */
  readonly show: (shown: Shown) => void;
  readonly notify: (notice: Notice) => void;
}

/** What Civet shows of itself outside its window: it follows the queue, with or without a page. */
export class Presence {
  private readonly board = new WorkBoard();
  private gathered: News[] = [];
  private callOffShow: (() => void) | null = null;
  private callOffNotices: (() => void) | null = null;
  private lastShown = '';
  private isStopped = false;

  constructor(private readonly needs: PresenceNeeds) {}

  work(): Work {
    return this.board.work();
  }

  /** Must hear of every delta of the queue. */
  note(delta: Pick<DownloadsDelta, 'upserts' | 'removed'>): void {
    const news = this.board.note(delta);
    if (this.needs.isWatched()) this.board.noteSeen();
    // Somebody who looks at the window sees it there.
    else this.gather(news);
    this.noteChange();
  }

  noteProgress(progress: readonly DownloadProgress[]): void {
    this.board.noteProgress(progress);
    this.noteChange();
  }

  /** The user looks at the window: nothing that needs them is unseen any more. */
  noteSeen(): void {
    this.board.noteSeen();
    this.noteChange();
  }

  /** Limit, settings or queue are different now; shown within a second. */
  noteChange(): void {
    if (this.isStopped) return;
    this.callOffShow ??= this.needs.clock.after(SHOW_EVERY_MS, () => {
      this.callOffShow = null;
      this.showNow();
    });
  }

  showNow(): void {
    const { settings, limit, timeOf, show } = this.needs;
    const work = this.board.work();
    const shown: Shown = {
      look: trayLook(work),
      menu: trayMenu({ work, limit: limit(), ownLimit: settings().limit, timeOf }),
      taskbar: taskbarProgress(work),
      badge: work.unseenCount,
    };
    const said = JSON.stringify(shown);
    if (said === this.lastShown) return;
    this.lastShown = said;
    show(shown);
  }

  stop(): void {
    this.isStopped = true;
    this.callOffShow?.();
    this.callOffNotices?.();
    this.callOffShow = null;
    this.callOffNotices = null;
  }

  private gather(news: readonly News[]): void {
    if (news.length === 0 || this.isStopped) return;
    this.gathered.push(...news);
    this.callOffNotices ??= this.needs.clock.after(GATHER_MS, () => {
      this.callOffNotices = null;
      const gathered = this.gathered;
      this.gathered = [];
      for (const notice of notices(gathered, this.needs.settings().notifications, windowWordsFor))
        this.needs.notify(notice);
    });
  }
}
