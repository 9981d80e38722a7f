// @ts-check
import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOwnerGone, ownerMark, withLock } from '../../../tools/lib/folder-lock.mjs';
import { isAlive, run } from '../../../tools/lib/processes.mjs';

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'civet-processes-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} script @param {import('../../../tools/lib/processes.mjs').RunOptions} [options] */
function node(script, options = {}) {
  return run(process.execPath, ['-e', script], { output: 'capture', ...options });
}

describe('run', () => {
  it('answers the exit code and both streams', async () => {
    const result = await node("console.log('out'); console.error('err'); process.exitCode = 3");
    expect(result).toMatchObject({ code: 3, hasTimedOut: false, stdout: 'out\n' });
    expect(result.text).toContain('err\n');
  });

  it('throws when the program does not exist', async () => {
    await expect(run(path.join(folder, 'none'), [], { output: 'capture' })).rejects.toThrow('ENOENT');
  });

  it.skipIf(process.platform === 'win32')(
    'ends a hung child and the grandchild that has left its group',
    async () => {
      const pidFile = path.join(folder, 'pid');
      const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' });
      require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(child.pid));
      setInterval(() => {}, 1000);`;
      const result = await node(script, { timeoutMs: 1_500 });
      expect(result.hasTimedOut).toBe(true);
      expect(isAlive(Number(readFileSync(pidFile, 'utf8')))).toBe(false);
    },
  );
});

describe('withLock', () => {
  it('lets one in at a time and leaves nothing behind', async () => {
    const lock = path.join(folder, 'lock');
    let inside = 0;
    let most = 0;
    const enter = () =>
      withLock(lock, 'tests', async () => {
        inside += 1;
        most = Math.max(most, inside);
        await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
      });
    await Promise.all([enter(), enter(), enter()]);
    expect(most).toBe(1);
    expect(existsSync(lock)).toBe(false);
  });

  it('takes over from a process that has died', async () => {
    const lock = path.join(folder, 'lock');
    const { stdout } = await node('console.log(process.pid)');
    writeFileSync(lock, `${stdout.trim()}@${os.hostname()}`);
    await expect(withLock(lock, 'tests', async () => 'in')).resolves.toBe('in');
  });

  it('takes over from an owner elsewhere that has not moved for a minute', async () => {
    const lock = path.join(folder, 'lock');
    writeFileSync(lock, '1@another-machine');
    const longAgo = new Date(Date.now() - 120_000);
    utimesSync(lock, longAgo, longAgo);
    await expect(withLock(lock, 'tests', async () => 'in')).resolves.toBe('in');
  });
});

describe('isOwnerGone', () => {
  it('is certain only about this machine', () => {
    expect(isOwnerGone(ownerMark())).toBe(false);
    expect(isOwnerGone('999999999@another-machine')).toBe(false);
    expect(isOwnerGone(`999999999@${os.hostname()}`)).toBe(true);
  });
});
