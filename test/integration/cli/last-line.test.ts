import { execFile } from 'node:child_process';
import { copyFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { CivetOptions } from '../../support/civet-program';
import { CliBench } from './cli-bench';

const PROGRAM = resolve(import.meta.dirname, '../../../bin/civet.mjs');
const bench = new CliBench();

/** What a script reads: the last line, which must be one JSON object and end with its line break. */
async function lastLine(args: readonly string[], options: Partial<CivetOptions> = {}) {
  const { code, stdout, stderr } = await bench.run(args, options);
  expect(stdout.endsWith('\n')).toBe(true);
  const last: unknown = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
  return { code, last, stderr };
}

/** Thrown in the program's own process, in a moment of which no command knows, once the program has begun. */
function mistake(code: string): Partial<CivetOptions> {
  const module = `
    import { isMainThread } from 'node:worker_threads';
    const later = () => {
      if (process.listenerCount('uncaughtException') === 0) setTimeout(later, 20);
      else setTimeout(() => { ${code} }, 400);
    };
    if (isMainThread) later();
  `;
  return { env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(module)}` } };
}

const failed = (exitCode: number, code: string) => ({
  code: exitCode,
  last: {
    status: 'failed',
    code,
    title: expect.stringMatching(/./),
    reason: expect.stringMatching(/./),
    next: expect.stringMatching(/./),
    exitCode,
  },
});

describe('the last line with --json', () => {
  it.each([
    ['nothing to get', ['get', '--json'], 2, 'usage'],
    ['no such flag', ['get', '1', '--colour', '--json'], 2, 'usage'],
    ['no such command', ['fetch', '--json'], 2, 'usage'],
    ['a token as an argument', ['get', '1', '--token', 'x', '--json'], 2, 'usage'],
    ['an empty token on standard input', ['get', '1', '--token-stdin', '--json'], 2, 'usage'],
    ['no such download', ['queue', 'remove', 'abcdef', '--json'], 3, 'input.unknownDownload'],
    ['no such version', ['get', '2147483647', '--json'], 3, 'input.unknownVersion'],
    ['no such folder', ['get', '1', '--to', 'nowhere', '--json'], 10, 'disk.folderMissing'],
  ] as const)('%s → %s', async (_what, args, exitCode, code) => {
    expect(await lastLine(args)).toMatchObject(failed(exitCode, code));
  });

  it('another service against the rules', async () => {
    const ended = await lastLine(['search', 'x', '--json'], { origin: 'http://example.org' });
    expect(ended).toMatchObject(failed(2, 'input.badOrigin'));
  });

  it('a home that is a file, and one on a drive that is not there', async () => {
    const home = join(bench.home, 'file');
    await writeFile(home, 'not a folder');
    const unplugged = join(bench.home, 'unplugged');
    await symlink(join(bench.home, 'no', 'such', 'drive'), unplugged);
    for (const one of [home, unplugged]) {
      const ended = await lastLine(['queue', '--json'], { home: one, cwd: bench.home });
      expect(ended).toMatchObject(failed(13, 'state'));
    }
  });

  it.each([
    ['thrown in a callback', 'throw new Error("a mistake with " + process.env.HOME)'],
    ['a promise that nobody waits for', 'Promise.reject(new Error("a mistake"))'],
  ])('a mistake in civet: %s', async (_what, code) => {
    bench.civitai.faults.set('all', { apiDelayMs: 60_000 });
    const ended = await lastLine(bench.get(bench.civitai.named.mainJob), mistake(code));
    expect(ended).toMatchObject(failed(1, 'app.bug'));
    expect(ended.stderr).toMatch(/a mistake/);
  });

  it('nothing comes after it, also while a download runs', async () => {
    bench.civitai.faults.set('all', { bytesPerSecond: 4_000_000 });
    const ended = await lastLine(
      bench.get(bench.civitai.named.largeSlow),
      mistake('setTimeout(() => { throw new Error("a mistake") }, 1500)'),
    );
    expect(ended).toMatchObject(failed(1, 'app.bug'));
  });

  it('a checkout that is not built', async () => {
    await mkdir(join(bench.home, 'bin'));
    const copy = join(bench.home, 'bin', 'civet.mjs');
    await copyFile(PROGRAM, copy);
    const run = promisify(execFile)(process.execPath, [copy, 'queue', '--json']);
    const ended = (await run.catch((error: unknown) => error)) as { readonly stdout: string };
    expect(JSON.parse(ended.stdout)).toMatchObject({ status: 'failed', code: 'app.notReady', exitCode: 1 });
  });

  it('of several files: how many, and how many of them failed', async () => {
    const known = await bench.run(bench.get(bench.civitai.named.checkpoint));
    const file = String(known.events.at(-1)?.path);
    const ended = await lastLine(['identify', 'nowhere.safetensors', file, '--json'], { cwd: bench.models });
    expect(ended).toMatchObject({ code: 3, last: { status: 'done', count: 2, failed: 1 } });
  });
});
