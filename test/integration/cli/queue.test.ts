import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CliBench } from './cli-bench';

const MIB = 1024 ** 2;
const bench = new CliBench();

/** Two downloads that were interrupted. */
async function twoUnfinished(): Promise<void> {
  const models = [bench.civitai.named.largeSlow, bench.civitai.named.mainJob];
  for (const { fileId } of models) bench.civitai.faults.set(fileId, { stallAfterBytes: 3 * MIB });
  const running = await Promise.all(models.map((model) => bench.start(bench.get(model))));
  await Promise.all(running.map((one) => one.hasReceived(2 * MIB)));
  for (const { child } of running) child.kill('SIGINT');
  await Promise.all(running.map(({ ended }) => ended));
  bench.civitai.reset();
}

async function listed() {
  const { events } = await bench.run(['queue', '--json']);
  return events.slice(0, -1);
}

describe('civet queue', () => {
  it('is empty at first, and says how to begin', async () => {
    const { code, stdout, stderr } = await bench.run(['queue']);
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toMatch(/civet get/);
  });

  it('tells what runs from what was interrupted, while others work', async () => {
    const { fileId } = bench.civitai.named.largeSlow;
    bench.civitai.faults.set(fileId, { bytesPerSecond: MIB });
    const running = await bench.start(bench.get(bench.civitai.named.largeSlow));
    await running.hasReceived(MIB);
    expect((await listed()).map(({ status }) => status)).toEqual(['running']);
    running.child.kill('SIGKILL');
    await running.ended;
    expect((await listed()).map(({ status }) => status)).toEqual(['unfinished']);
  });

  it('goes on with everything unfinished', async () => {
    await twoUnfinished();
    expect((await listed()).map(({ status }) => status)).toEqual(['unfinished', 'unfinished']);
    const { code, events } = await bench.run(['queue', 'resume', '--json']);
    const completed = events.filter(({ status }) => status === 'completed');
    expect(code).toBe(0);
    expect(completed.map(({ sha256 }) => sha256).toSorted()).toEqual(
      [bench.civitai.named.largeSlow.sha256, bench.civitai.named.mainJob.sha256].toSorted(),
    );
    expect((await listed()).map(({ status }) => status)).toEqual(['placed', 'placed']);
    const again = await bench.run(['queue', 'resume']);
    expect([again.code, again.stderr]).toEqual([0, 'Nothing is unfinished.\n']);
  });

  it('tells of each when it ends, while the others go on', async () => {
    await twoUnfinished();
    const { largeSlow, mainJob } = bench.civitai.named;
    bench.civitai.faults.set(largeSlow.fileId, { bytesPerSecond: MIB });
    const running = await bench.start(['queue', 'resume', '--json']);
    const ended = () => running.events().filter(({ status }) => status === 'completed');
    await expect.poll(ended).toHaveLength(1);
    expect(ended()[0]?.sha256).toBe(mainJob.sha256);
    running.child.kill('SIGINT');
    const { code, events } = await running.ended;
    const { code: named, stderr } = await bench.run(['queue', 'resume']);
    expect([code, events.filter(({ status }) => status === 'completed').length]).toEqual([130, 1]);
    expect(events.at(-1)).toMatchObject({ status: 'interrupted', totalBytes: largeSlow.bytes });
    expect([named, stderr]).toEqual([0, expect.not.stringContaining(mainJob.fileName)]);
  });

  it('goes on with what failed, once its cause has gone', async () => {
    await bench.run(bench.get(bench.civitai.named.loginRequired));
    expect((await listed()).map(({ status }) => status)).toEqual(['failed']);
    const env = { CIVITAI_TOKEN: bench.civitai.token };
    const { code, events } = await bench.run(['queue', 'resume', '--json'], { env });
    expect([code, events.at(-2)?.sha256]).toEqual([0, bench.civitai.named.loginRequired.sha256]);
    expect(events.at(-1)).toEqual({ status: 'done', count: 1, failed: 0 });
  });

  it('forgets one by the first digits of its id, with its partial file, and leaves the other', async () => {
    await twoUnfinished();
    const [first, second] = await listed();
    expect(await bench.files()).toHaveLength(2);
    const { code } = await bench.run(['queue', 'remove', String(first?.id).slice(0, 10)]);
    expect(code).toBe(0);
    expect((await listed()).map(({ id }) => id)).toEqual([second?.id]);
    expect(await bench.files()).toEqual([expect.stringContaining(String(second?.id).slice(0, 8))]);
    // Removing must not have set anything going.
    expect(bench.downloadQuestions()).toEqual([]);
  });

  it('forgets the damaged copy of a file together with its entry', async () => {
    await bench.run(bench.get(bench.civitai.named.wrongHash));
    expect(await bench.files()).toEqual([expect.stringMatching(/\.damaged$/)]);
    const [failed] = await listed();
    const { code, stderr } = await bench.run(['queue', 'remove', String(failed?.id)]);
    expect([code, stderr]).toEqual([0, expect.stringMatching(/damaged, was deleted/)]);
    expect(await bench.files()).toEqual([]);
  });

  it('says why one stopped, and what to do', async () => {
    await bench.run(bench.get(bench.civitai.named.loginRequired));
    const { stderr } = await bench.run(['queue']);
    expect(stderr).toMatch(/needs a login\..*CIVITAI_TOKEN/);
    const [failed] = await listed();
    expect(failed).toMatchObject({
      status: 'failed',
      code: 'access.loginNeeded',
      approximateBytes: expect.any(Number),
    });
  });

  it('clears what has ended, and leaves the files and what has not', async () => {
    const model = bench.civitai.named.checkpoint;
    await bench.run(bench.get(model));
    await bench.run(bench.get(bench.civitai.named.loginRequired));
    expect((await bench.run(['queue', 'clear'])).code).toBe(0);
    expect((await listed()).map(({ status }) => status)).toEqual(['failed']);
    expect(await bench.files()).toEqual([model.fileName]);
    const again = await bench.run(['queue', 'clear']);
    expect([again.code, again.stderr]).toEqual([0, 'Nothing has ended.\n']);
  });

  it('takes a placed file off its list and leaves it where it is', async () => {
    const model = bench.civitai.named.checkpoint;
    await bench.run(bench.get(model));
    const [placed] = await listed();
    expect((await bench.run(['queue', 'remove', String(placed?.id)])).code).toBe(0);
    expect(await listed()).toEqual([]);
    expect(await bench.files()).toEqual([model.fileName]);
  });

  it('does not touch what another civet works on', async () => {
    bench.civitai.faults.set(bench.civitai.named.largeSlow.fileId, { bytesPerSecond: MIB });
    const running = await bench.start(bench.get(bench.civitai.named.largeSlow));
    await running.hasReceived(MIB);
    const [entry] = await listed();
    for (const action of [['resume'], ['remove', String(entry?.id)]]) {
      const { code, stderr } = await bench.run(['queue', ...action]);
      expect([code, stderr]).toEqual([
        13,
        expect.stringMatching(/being fetched by another civet\. Stop that one first/),
      ]);
    }
    bench.civitai.faults.clear();
    expect((await running.ended).code).toBe(0);
  });

  it('says of a queue that cannot be read where it was put', async () => {
    await writeFile(join(bench.home, 'civet.db'), 'garbage');
    const { code, stderr, events } = await bench.run(['queue', '--json']);
    const kept = (await readdir(bench.home)).find((name) => /^civet\.db\.unreadable/.test(name));
    const path = join(bench.home, String(kept));
    expect([code, stderr]).toEqual([0, expect.stringContaining(path)]);
    expect(events[0]).toEqual({ status: 'warning', code: 'queuePutAside', path });
  });

  it('says of an id that is not there that it is not there', async () => {
    expect((await bench.run(['queue', 'remove', 'abcdef'])).code).toBe(3);
  });
});
