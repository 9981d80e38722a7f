import { resolve } from 'node:path';
import { app } from 'electron';
import type { Arrival } from '../../shared/civitai/arrival';
import { type Brought, readArguments } from '../core/arrivals/read-arguments';
import { HIDDEN_ARGUMENT } from './login-item';

const SCHEME = 'civet';

export interface ArrivingNeeds {
  /** A page that is there already may take it now. */
  readonly onArrived: () => void;
  readonly bringForward: () => void;
  /** Says what files are; the page hears of it as of dropped ones. */
  readonly openFiles: (paths: readonly string[]) => void;
}

/**
 * What comes to Civet from outside: with a start, with a later one, or from the system. It is kept until the page takes
 * it, which shows it, or plans it. Nothing is fetched or written because of it.
 */
export class ArrivingLinks {
  private waiting: Brought | null = null;
  private needs: ArrivingNeeds | null = null;
  private wantsForward = false;

  /** From before the program is ready: macOS tells of the link that it was started with right then. */
  listen(): void {
    this.waiting = fromArguments(process.argv, process.cwd());
    app.on('second-instance', (_event, args, folder) => {
      if (!args.includes(HIDDEN_ARGUMENT)) this.bringForward();
      this.note(fromArguments(args, folder));
    });
    app.on('open-url', (event, url) => {
      event.preventDefault();
      this.bringForward();
      this.note(readArguments([url]));
    });
    app.on('open-file', (event, path) => {
      event.preventDefault();
      this.bringForward();
      this.note(withMore(this.waiting, readArguments([path])));
    });
    // An unpacked program in development must not become what the whole system opens links with. The two dashes
    // keep Chromium from reading switches out of what stands in a link's place.
    if (app.isPackaged) app.setAsDefaultProtocolClient(SCHEME, process.execPath, ['--']);
  }

  /** From when calls are served on. */
  connect(needs: ArrivingNeeds): void {
    this.needs = needs;
    if (this.wantsForward) this.bringForward();
  }

  /** The last one; once. */
  take(): Arrival | null {
    const brought = this.waiting;
    this.waiting = null;
    if (brought?.kind !== 'files') return brought;
    this.needs?.openFiles(brought.paths);
    return null;
  }

  /** A start that comes while the first one is still under way is carried out once that is there. */
  private bringForward(): void {
    this.wantsForward = this.needs === null;
    this.needs?.bringForward();
  }

  private note(brought: Brought | null): void {
    if (brought === null) return;
    this.waiting = brought;
    this.needs?.onArrived();
  }
}

function fromArguments(argv: readonly string[], folder: string): Brought | null {
  const brought = readArguments(argv.slice(1));
  if (brought?.kind !== 'files') return brought;
  return { kind: 'files', paths: brought.paths.map((path) => resolve(folder, path)) };
}

/** macOS tells of several files one by one. */
function withMore(before: Brought | null, brought: Brought | null): Brought | null {
  if (before?.kind !== 'files' || brought?.kind !== 'files') return brought;
  return { kind: 'files', paths: [...before.paths, ...brought.paths] };
}
