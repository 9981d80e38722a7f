import type { NameCalls } from '../../../electron/adapters/part-files';
import type { Journal, PartFile, PartFiles, PieceBook } from '../../../electron/core/ports';
import { type CrashPoint, crashPointSchema } from './crash-point-names';

/** Kills this very program, without a chance to tidy up, when it passes a point for the n-th time. */
export class CrashPoints {
  private readonly point: CrashPoint | null;
  private left: number;

  /** @param wanted as `CIVET_CRASH_AT` has it, for example "after sync:3"; undefined for none */
  constructor(wanted: string | undefined) {
    const [name, count] = (wanted ?? '').split(':');
    this.point = wanted === undefined ? null : crashPointSchema.parse(name);
    this.left = Number(count ?? 1);
  }

  pass(point: CrashPoint): void {
    if (point !== this.point) return;
    this.left -= 1;
    if (this.left <= 0) process.kill(process.pid, 'SIGKILL');
  }

  /** Puts points around what gives a finished file its name. */
  watchNames(names: NameCalls): NameCalls {
    return {
      ...names,
      link: async (from, to) => {
        this.pass('before link');
        await names.link(from, to);
        this.pass('between link and unlink');
      },
      unlink: async (path) => {
        await names.unlink(path);
        this.pass('after unlink');
      },
    };
  }

  watchParts(parts: PartFiles): PartFiles {
    const watched: PartFiles = Object.create(parts);
    watched.open = async (path, mayCreate) => {
      const opened = await parts.open(path, mayCreate);
      this.pass('after open');
      return opened.ok ? { ...opened, value: this.watchPart(opened.value) } : opened;
    };
    watched.place = async (partPath, finalPath) => {
      const placed = await parts.place(partPath, finalPath);
      this.pass('after placed');
      return placed;
    };
    return watched;
  }

  watchJournal(journal: Journal): Journal {
    const watched: Journal = Object.create(journal);
    watched.save = (record) => {
      const { kind } = record.state;
      if (kind === 'finalizing') this.pass('before finalizing is written');
      const saved = journal.save(record);
      if (kind === 'queued') this.pass('after added');
      if (kind === 'verifying') this.pass('after received');
      if (kind === 'finalizing') this.pass('after verified');
      if (kind === 'completed') this.pass('after completed');
      return saved;
    };
    return watched;
  }

  watchBook(book: PieceBook): PieceBook {
    const watched: PieceBook = Object.create(book);
    watched.change = (id, change) => {
      this.pass('before claims');
      const changed = book.change(id, change);
      this.pass('after claims');
      return changed;
    };
    return watched;
  }

  private watchPart(part: PartFile): PartFile {
    const watched: PartFile = Object.create(part);
    watched.write = async (bytes, offset) => {
      this.pass('before write');
      const written = await part.write(bytes, offset);
      this.pass('after write');
      return written;
    };
    watched.sync = async () => {
      this.pass('before sync');
      const synced = await part.sync();
      this.pass('after sync');
      return synced;
    };
    return watched;
  }
}
