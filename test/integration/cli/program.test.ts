import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CliBench } from './cli-bench';

const ROOT = resolve(import.meta.dirname, '../../..');
const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
const bench = new CliBench();

describe('the program', () => {
  it('says its version and its help on standard output', async () => {
    expect(await bench.run(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
    const help = await bench.run([]);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    for (const command of ['get', 'search', 'identify', 'queue']) {
      expect(help.stdout).toContain(`civet ${command}`);
      const { code, stdout } = await bench.run([command, '--help']);
      expect([code, stdout]).toEqual([0, expect.stringMatching(new RegExp(`^Usage: civet ${command} `))]);
    }
  });

  it.skipIf(process.platform === 'win32')(
    'is what npx civet runs in a checkout, without a network',
    async () => {
      // Another cache than the user's, so that nothing of it can help.
      const env = { ...process.env, npm_config_cache: join(bench.home, 'npm'), npm_config_offline: 'true' };
      const { stdout } = await promisify(execFile)('npx', ['civet', '--version'], {
        cwd: join(ROOT, 'docs'),
        env,
      });
      expect(stdout.trim()).toBe(version);
    },
  );

  it('refuses another service by its rules', async () => {
    const { code, stderr } = await bench.run(['search', 'x'], { origin: 'http://example.org' });
    expect(code).toBe(2);
    expect(stderr).toMatch(/http:\/\/example\.org.*\n.*CIVET_API_ORIGIN/);
  });

  it('says what is wrong with its own folder, and leaves it alone', async () => {
    const home = join(bench.home, 'file');
    await writeFile(home, 'not a folder');
    const { code, stderr } = await bench.run(['queue'], { home, cwd: bench.home });
    expect([code, stderr]).toEqual([13, expect.stringMatching(/own queue cannot be used/)]);
  });

  it('keeps a damaged queue aside and goes on', async () => {
    await mkdir(join(bench.home, 'locks'));
    await writeFile(join(bench.home, 'civet.db'), 'this is no database, whatever its name says'.repeat(200));
    const { code, stderr } = await bench.run(bench.get(bench.civitai.named.checkpoint));
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/could not be read, .* was kept as .*unreadable/),
    ]);
  });

  it('ends quietly when nobody reads any more', async () => {
    const running = await bench.start(['search', '--count', '200', '--maturity', 'XXX']);
    running.child.stdout.destroy();
    const { code, stderr } = await running.ended;
    expect([code === 0 || code === 129, stderr]).toEqual([true, '']);
  });
});
