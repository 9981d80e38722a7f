import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Ended } from '../../support/civet-program';
import { filesHolding, guisesOf } from '../../support/files-below';
import { CliBench } from './cli-bench';

const bench = new CliBench();

/** In no output, in no file, and with no request but those to the API. */
async function expectSecret(ended: readonly Ended[]): Promise<void> {
  const { token } = bench.civitai;
  for (const { stdout, stderr } of ended) expect(stdout + stderr).not.toContain(token);
  expect(await filesHolding(bench.home, guisesOf(token))).toEqual([]);
  expect(await filesHolding(bench.models, guisesOf(token))).toEqual([]);
  for (const { origin, path, headers } of bench.civitai.requests) {
    expect(path).not.toContain(token);
    if (origin !== 'api') expect(JSON.stringify(headers)).not.toContain(token);
  }
}

describe('the token', () => {
  it('comes from the environment and is written nowhere', async () => {
    const model = bench.civitai.named.loginRequired;
    const ended = await bench.run(bench.get(model), { env: { CIVITAI_TOKEN: bench.civitai.token } });
    expect([ended.code, ended.events.at(-1)?.sha256]).toEqual([0, model.sha256]);
    await expectSecret([ended]);
  });

  it('comes from standard input', async () => {
    const model = bench.civitai.named.loginRequired;
    const input = `${bench.civitai.token}\n`;
    const ended = await bench.run(bench.get(model, '--token-stdin'), { input });
    expect([ended.code, ended.events.at(-1)?.sha256]).toEqual([0, model.sha256]);
    await expectSecret([ended]);
  });

  it('is refused as an argument, unread, unsent and unrepeated', async () => {
    const { token, named } = bench.civitai;
    const link = `${bench.civitai.origin}/api/download/models/${named.mainJob.versionId}?token=${token}`;
    const ended = [
      await bench.run([...bench.get(named.mainJob), '--token', token]),
      await bench.run([...bench.get(named.mainJob), `--api-key=${token}`]),
      await bench.run(['get', link]),
    ];
    for (const { code, stderr } of ended) {
      expect([code, stderr]).toEqual([2, expect.stringMatching(/never taken from the command line/)]);
    }
    expect(bench.civitai.requests).toEqual([]);
    await expectSecret(ended);
  });

  it('that Civitai does not know is called that, not a missing login', async () => {
    const unknown = 'f'.repeat(32);
    const { code, events, stderr } = await bench.run(bench.get(bench.civitai.named.loginRequired), {
      env: { CIVITAI_TOKEN: unknown },
    });
    expect([code, events.at(-1)?.code]).toEqual([4, 'access.tokenRejected']);
    expect(stderr).not.toContain(unknown);
  });

  it('calls an empty standard input a mistake in the command, and no token', async () => {
    const { code, stderr, events } = await bench.run(['search', 'aurora', '--token-stdin', '--json'], {
      input: '',
    });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/found nothing on standard input/)]);
    expect(events).toEqual([expect.objectContaining({ status: 'failed', code: 'usage', exitCode: 2 })]);
  });

  it.runIf(process.platform === 'linux')('stands in no argument of any thread', async () => {
    bench.civitai.faults.set('all', { bytesPerSecond: 2 * 1024 ** 2 });
    const running = await bench.start(bench.get(bench.civitai.named.mainJob), {
      env: { CIVITAI_TOKEN: bench.civitai.token },
    });
    await running.hasReceived(1);
    const process = `/proc/${running.child.pid}`;
    const lines = readdirSync(`${process}/task`).map((thread) =>
      readFileSync(`${process}/task/${thread}/cmdline`, 'utf8'),
    );
    for (const line of lines) expect(line).not.toContain(bench.civitai.token);
  });
});
