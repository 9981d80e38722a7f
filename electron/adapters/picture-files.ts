import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Some twenty thousand pictures in the size of a card. */
const PICTURE_FILES_BYTES = 512 * 1024 * 1024;
/** When room has to be made, so much more is made that it does not have to be made with every picture. */
const KEPT_SHARE = 0.9;
/** When a picture was used last is written down no oftener than this. */
const USE_STEP_MS = 60 * 60_000;
const NAME = /^[0-9a-f]{40}$/;

interface KeptFile {
  readonly bytes: number;
  readonly usedAtMs: number;
}

/**
 * Pictures on disk, by the address they came from, bounded in size: the ones not used for longest go first.
 * They can all be fetched again, so whatever goes wrong here means that a picture is not there.
 */
export class PictureFiles {
  /** In the order of use, once the folder has been read. */
  private readonly files = new Map<string, KeptFile>();
  private bytes = 0;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly folder: string,
    private readonly limitBytes = PICTURE_FILES_BYTES,
  ) {}

  async read(url: string): Promise<Uint8Array | null> {
    await this.readFolder();
    const name = nameOf(url);
    const kept = this.files.get(name);
    if (kept === undefined) return null;
    try {
      const bytes = await readFile(this.pathOf(name));
      await this.noteUse(name, bytes.length, kept.usedAtMs);
      return bytes;
    } catch {
      this.forget(name);
      return null;
    }
  }

  async keep(url: string, bytes: Uint8Array): Promise<void> {
    await this.readFolder();
    if (bytes.length > this.limitBytes / 4) return;
    const name = nameOf(url);
    const path = this.pathOf(name);
    const fresh = `${path}.${randomBytes(4).toString('hex')}`;
    try {
      await mkdir(join(this.folder, name.slice(0, 2)), { recursive: true });
      // Renamed when it is whole, so that nobody reads half a picture.
      await writeFile(fresh, bytes);
      await rename(fresh, path);
    } catch {
      await rm(fresh, { force: true }).catch(() => undefined);
      return;
    }
    this.forget(name);
    this.files.set(name, { bytes: bytes.length, usedAtMs: Date.now() });
    this.bytes += bytes.length;
    await this.makeRoom();
  }

  /** What is kept now. */
  async facts(): Promise<{ readonly entries: number; readonly bytes: number; readonly limitBytes: number }> {
    await this.readFolder();
    return { entries: this.files.size, bytes: this.bytes, limitBytes: this.limitBytes };
  }

  async clear(): Promise<void> {
    await this.readFolder();
    const names = [...this.files.keys()];
    for (const name of names) this.forget(name);
    for (const name of names) await rm(this.pathOf(name), { force: true }).catch(() => undefined);
  }

  private async noteUse(name: string, bytes: number, usedAtMs: number): Promise<void> {
    const nowMs = Date.now();
    this.forget(name);
    this.files.set(name, { bytes, usedAtMs: nowMs });
    this.bytes += bytes;
    if (Math.abs(nowMs - usedAtMs) > USE_STEP_MS) {
      const now = new Date(nowMs);
      await utimes(this.pathOf(name), now, now).catch(() => undefined);
    }
  }

  private async makeRoom(): Promise<void> {
    if (this.bytes <= this.limitBytes) return;
    const gone: string[] = [];
    for (const name of this.files.keys()) {
      if (this.bytes <= this.limitBytes * KEPT_SHARE) break;
      this.forget(name);
      gone.push(name);
    }
    for (const name of gone) await rm(this.pathOf(name), { force: true }).catch(() => undefined);
  }

  private forget(name: string): void {
    const kept = this.files.get(name);
    if (kept === undefined) return;
    this.files.delete(name);
    this.bytes -= kept.bytes;
  }

  private pathOf(name: string): string {
    return join(this.folder, name.slice(0, 2), name);
  }

  /** Once, with the first picture: a start does not wait for it. */
  private readFolder(): Promise<void> {
    this.reading ??= this.readAll();
    return this.reading;
  }

  private async readAll(): Promise<void> {
    const found: { name: string; bytes: number; usedAtMs: number }[] = [];
    for (const part of await namesIn(this.folder)) {
      for (const name of await namesIn(join(this.folder, part))) {
        const path = join(this.folder, part, name);
        // Half a picture of a run that ended meanwhile.
        if (!NAME.test(name)) await rm(path, { force: true }).catch(() => undefined);
        const facts = NAME.test(name) ? await stat(path).catch(() => null) : null;
        if (facts?.isFile()) found.push({ name, bytes: facts.size, usedAtMs: facts.mtimeMs });
      }
    }
    for (const { name, bytes, usedAtMs } of found.sort((a, b) => a.usedAtMs - b.usedAtMs)) {
      this.files.set(name, { bytes, usedAtMs });
      this.bytes += bytes;
    }
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function nameOf(url: string): string {
  return createHash('sha256').update(url).digest('hex').slice(0, 40);
}
