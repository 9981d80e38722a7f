import { app } from 'electron';
import { type CivetLink, linkAmong } from '../../shared/civitai/civet-link';
import { HIDDEN_ARGUMENT } from './login-item';

/** Links of Civet's own that a start of the program brought along, kept until the page takes them. */
export class ArrivingLinks {
  private waiting: CivetLink | null = null;

  /** @param onArrived a page that is there already may take it now */
  constructor(private readonly onArrived: () => void) {}

  /** Looks at this start, and at every later one, which brings the window to the front instead of another. */
  listen(bringForward: () => void): void {
    this.waiting = linkAmong(process.argv);
    app.on('second-instance', (_event, args) => {
      if (!args.includes(HIDDEN_ARGUMENT)) bringForward();
      const link = linkAmong(args);
      if (link === null) return;
      this.waiting = link;
      this.onArrived();
    });
  }

  /** The last one; once. */
  take(): CivetLink | null {
    const link = this.waiting;
    this.waiting = null;
    return link;
  }
}
