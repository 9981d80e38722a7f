import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { readKernelMemory, readNvidiaMemory } from '../core/graphics/read-memory';
import type { GraphicsMemory } from '../core/graphics-port';

const LONGEST_ANSWER_MS = 5_000;
const NVIDIA_QUESTION = ['--query-gpu=memory.total', '--format=csv,noheader,nounits'];

interface MachineInput {
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Where the Linux kernel lists graphics cards. */
  readonly folder: string;
  readonly program: string;
}

const thisMachine: MachineInput = {
  platform: process.platform,
  arch: process.arch,
  folder: '/sys/class/drm',
  program: 'nvidia-smi',
};

/**
 * Asks the machine for the memory of its graphics card: NVIDIA's own program, which its driver brings, then the
 * Linux kernel. An Apple chip shares all of its memory with the graphics. Nothing else is guessed from.
 */
export class MachineGraphicsMemory implements GraphicsMemory {
  constructor(private readonly machine: MachineInput = thisMachine) {}

  async totalBytes(): Promise<number | null> {
    const { platform, arch, folder, program } = this.machine;
    if (platform === 'darwin') return arch === 'arm64' ? totalmem() : null;
    const answer = await ask(program);
    const nvidia = answer === null ? null : readNvidiaMemory(answer);
    if (nvidia !== null || platform !== 'linux') return nvidia;
    return readKernelMemory(await kernelTexts(folder));
  }
}

async function kernelTexts(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  // "card0-DP-1" is a socket of card0, not a card.
  const cards = names.filter((name) => /^card\d+$/.test(name));
  return Promise.all(
    cards.map((name) => readFile(join(folder, name, 'device/mem_info_vram_total'), 'utf8').catch(() => '')),
  );
}

function ask(program: string): Promise<string | null> {
  return new Promise((resolve) => {
    const settings = { timeout: LONGEST_ANSWER_MS, windowsHide: true };
    execFile(program, NVIDIA_QUESTION, settings, (error, output) => resolve(error === null ? output : null));
  });
}
