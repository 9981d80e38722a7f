import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** A desktop entry of the user's session, by the XDG base directory and autostart specifications. */
export class AutostartFile {
  private readonly folder: string;
  private readonly path: string;

  constructor(env: Readonly<Record<string, string | undefined>> = process.env) {
    const given = env.XDG_CONFIG_HOME ?? '';
    // A path that is not absolute is to be ignored, says the specification.
    this.folder = join(isAbsolute(given) ? given : join(homedir(), '.config'), 'autostart');
    this.path = join(this.folder, 'civet.desktop');
  }

  /** Null when there is none. */
  read(): Promise<string | null> {
    return readFile(this.path, 'utf8').catch(() => null);
  }

  /** Writes it as a whole. @throws what the disk says */
  async write(entry: string): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const beside = `${this.path}.${process.pid}`;
    await writeFile(beside, entry);
    await rename(beside, this.path);
  }

  /** @throws what the disk says */
  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }
}
