import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Runs a program of the system to its end. @throws with its own words when it fails */
export function runSystem(command: string, ...args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

export function hasProgram(command: string): boolean {
  return spawnSync(command, ['-V'], { stdio: 'ignore' }).error === undefined;
}

/** Mounts what a test needs, and takes all of it off again, the last one first. */
export class Mounts {
  private readonly points: string[] = [];

  mount(point: string, ...args: readonly string[]): void {
    mkdirSync(point, { recursive: true });
    runSystem('mount', ...args, point);
    this.points.push(point);
  }

  unmount(point: string): void {
    runSystem('umount', point);
    this.points.splice(this.points.indexOf(point), 1);
  }

  close(): void {
    for (const point of this.points.splice(0).reverse()) runSystem('umount', '-l', point);
  }
}

/** Why nothing can be mounted here; null when it can. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'only Linux mounts a disk in memory';
  return process.getuid?.() === 0 ? null : 'only root may mount';
}
