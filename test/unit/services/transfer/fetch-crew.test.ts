import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/failure';
import { type Asked, contentOf, LineRig, type LineRigNeeds, slice } from '../../../support/line-rig';

const MIB = 1024 * 1024;
const HOST = 'storage.example';
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const rigs: LineRig[] = [];
function rigOf(needs: LineRigNeeds): LineRig {
  const rig = new LineRig(needs);
  rigs.push(rig);
  return rig;
}

afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.end();
});

describe('a new link', () => {
  const content = contentOf(1, 24 * MIB);
  const other = contentOf(2, 24 * MIB);

  it.each([1, 2, 4])(
    'that gives another file of the same size changes no byte (%i connections)',
    async (connections) => {
      const rig = rigOf({
        content,
        connections,
        hasNoHash: true,
        answer: (asked) => {
          if (asked.url.endsWith('link-1') && asked.atMs > 5 * SECOND_MS) return { status: 403 };
          return slice(asked.url.endsWith('link-1') ? content : other, asked);
        },
      });
      const outcome = await rig.run(20 * MINUTE_MS);
      expect(outcome).toMatchObject({ ok: false, error: { code: 'http.remoteChanged' } });
      expect(rig.book.notes.claims.length).toBeGreaterThan(10);
      for (const { start, bytes } of rig.book.notes.claims) {
        const onDisk = rig.disk.bytes.subarray(start, start + bytes);
        expect(Buffer.compare(onDisk, content.subarray(start, start + bytes))).toBe(0);
      }
      expect(rig.links.questions).toBeLessThanOrEqual(4);
    },
  );

  it('that gives the same file is asked for a few bytes at the most twice', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) =>
        asked.url.endsWith('link-1') && asked.atMs > 5 * SECOND_MS ? { status: 403 } : slice(content, asked),
    });
    expect(await rig.run(20 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.links.questions).toBe(2);
    const bytesAsked = rig.asked
      .filter(({ url }) => url.endsWith('link-2'))
      .map(({ from, end }) => end - from);
    expect(bytesAsked.filter((bytes) => bytes <= 64 * 1024).length).toBeLessThanOrEqual(2);
  });

  it('is asked for four times and no more when the storage refuses all of them', async () => {
    for (const connections of [1, 4]) {
      const rig = rigOf({
        content,
        connections,
        answer: (asked) => (asked.atMs > 5 * SECOND_MS ? { status: 403 } : slice(content, asked)),
      });
      expect(await rig.run(20 * MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'http.rejected' } });
      expect(rig.links.questions).toBeLessThanOrEqual(4);
    }
  });
});

describe('a host', () => {
  const content = contentOf(3, 16 * MIB);

  it('whose bodies are cut, but bring bytes, is not left alone', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) => slice(content, asked, { cutAfter: 256 * 1024 }),
    });
    expect(await rig.run(3 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.gates.closedUntil(HOST)).toBeNull();
  });

  it('keeps its connections when bodies are cut in the middle', async () => {
    let cuts = 0;
    const answer = (asked: Asked) => {
      cuts += 1;
      return slice(content, asked, cuts % 3 === 0 ? { cutAfter: 200_000 } : {});
    };
    const rig = rigOf({ content, connections: 4, answer });
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.gates.limitConnections(HOST)).toBe(6);
  });

  it('loses one when it refuses a connection beside others', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) =>
        asked.number >= 2 && asked.number < 6 ? failure('network.reset') : slice(content, asked),
    });
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.gates.limitConnections(HOST)).toBeLessThan(6);
  });

  it('that asks for a long pause is left to the queue, and for a short one is waited for', async () => {
    for (const [seconds, isWaitedFor] of [
      [2, true],
      [600, false],
    ] as const) {
      const rig = rigOf({
        content,
        connections: 1,
        answer: (asked) =>
          asked.number === 1
            ? { status: 503, headers: { 'retry-after': String(seconds) } }
            : slice(content, asked),
      });
      const outcome = await rig.run(5 * MINUTE_MS);
      if (isWaitedFor) expect(outcome).toMatchObject({ ok: true });
      else expect(outcome).toMatchObject({ ok: false, error: { code: 'http.busy' } });
    }
  });
});

describe('a connection that crawls', () => {
  const content = contentOf(4, 16 * MIB);

  it.each([1, 2_000, 20_000])(
    'holds nobody up, also when it is the last one (%i bytes/s)',
    async (bytesPerSecond) => {
      const rig = rigOf({
        content,
        connections: 4,
        answer: (asked) => slice(content, asked, asked.number === 2 ? { bytesPerSecond } : {}),
      });
      expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: true });
      expect(rig.clock.steadyMs()).toBeLessThan(40 * SECOND_MS);
    },
  );
});

describe('a storage that takes its time', () => {
  const content = contentOf(8, 24 * MIB);

  it.each([2, 4])(
    'before each first byte is fetched from sooner over %i connections than over one',
    async (connections) => {
      const times: number[] = [];
      for (const most of [1, connections]) {
        const rig = rigOf({
          content,
          connections: most,
          answer: (asked) => slice(content, asked, { bodyMs: 8_000 }),
        });
        expect(await rig.run(20 * MINUTE_MS)).toMatchObject({ ok: true });
        times.push(rig.clock.steadyMs());
      }
      expect(times[1]).toBeLessThan(times[0] ?? 0);
    },
  );

  it('with one answer holds the end up for seconds, not for half a minute', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) => slice(content, asked, asked.number === 2 ? { headMs: 29_000 } : {}),
    });
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.clock.steadyMs()).toBeLessThan(20 * SECOND_MS);
  });

  it('with the comparison of a new link does not keep everybody waiting', async () => {
    let drips = 0;
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) => {
        if (asked.url.endsWith('link-1') && asked.atMs > 3 * SECOND_MS) return { status: 403 };
        const isComparison = asked.url.endsWith('link-2') && asked.end - asked.from === 64 * 1024;
        drips += isComparison ? 1 : 0;
        return slice(content, asked, isComparison ? { bytesPerSecond: 1 } : {});
      },
    });
    expect(await rig.run(20 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(drips).toBeGreaterThan(0);
    expect(rig.clock.steadyMs()).toBeLessThan(MINUTE_MS);
  });
});

describe('a storage that nobody reaches for a while', () => {
  const content = contentOf(9, 64 * MIB);

  it.each([1, 4])(
    'ends the attempt of %i connections within seconds, and asks for another link in the end',
    async (connections) => {
      const isDown = (atMs: number) => atMs > 5 * SECOND_MS;
      const rig = rigOf({
        content,
        connections,
        answer: (asked) =>
          isDown(asked.atMs) ? failure('network.refused') : slice(content, asked, { cutAfter: 4 * MIB }),
      });
      expect(await rig.run(MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'network.refused' } });
      expect(rig.clock.steadyMs()).toBeLessThan(20 * SECOND_MS);
      await rig.run(MINUTE_MS);
      await rig.run(MINUTE_MS);
      expect(rig.links.questions).toBeGreaterThan(1);
    },
  );

  it('and asks for a long pause leaves four connections no longer at work than one', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) =>
        asked.number === 6 ? { status: 503, headers: { 'retry-after': '3600' } } : slice(content, asked),
    });
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'http.busy' } });
  });
});

describe('the number of connections', () => {
  it('follows the user down within a run', async () => {
    const content = contentOf(10, 64 * MIB);
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) => slice(content, asked, { bytesPerSecond: 5e5 }),
    });
    const running = rig.run(10 * MINUTE_MS);
    rig.clock.after(8 * SECOND_MS, () =>
      rig.transfers.tune({ bytesPerSecond: null, connectionsPerDownload: 1 }),
    );
    expect(await running).toMatchObject({ ok: true });
    const late = rig.asked.filter(({ atMs }) => atMs > 30 * SECOND_MS);
    for (const [index, { atMs }] of late.entries()) {
      if (index > 0) expect(atMs - (late[index - 1]?.atMs ?? 0)).toBeGreaterThan(100);
    }
    expect(rig.clock.steadyMs()).toBeGreaterThan(90 * SECOND_MS);
  });
});

describe('a new link to nothing', () => {
  it.each([1, 4])('is a slip once, and believed twice (%i connections)', async (connections) => {
    const content = contentOf(11, 8 * MIB);
    for (const [slips, isFound] of [
      [1, true],
      [99, false],
    ] as const) {
      const rig = rigOf({
        content,
        connections,
        answer: (asked) => (asked.number < slips ? { status: 404 } : slice(content, asked)),
      });
      const outcome = await rig.run(5 * MINUTE_MS);
      expect(outcome).toMatchObject(isFound ? { ok: true } : { ok: false, error: { code: 'http.notFound' } });
    }
  });
});

describe('answers that ignore the range', () => {
  const content = contentOf(5, 24 * MIB);
  const whole = { status: 200, headers: { 'content-length': String(content.length) }, bytes: content };

  it('now and then do not begin the file anew', async () => {
    const rig = rigOf({
      content,
      connections: 2,
      answer: (asked) => ([3, 4, 8, 9].includes(asked.number) ? whole : slice(content, asked)),
    });
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.asked.filter(({ headers }) => headers.range === undefined)).toEqual([]);
  });

  it('always, and the file is fetched in one go', async () => {
    const rig = rigOf({ content, connections: 2, answer: () => whole });
    rig.keep(0, MIB);
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: true });
    expect(rig.asked.length).toBeLessThanOrEqual(4);
  });
});

describe('a file that measures wrong', () => {
  const content = contentOf(6, 4 * MIB);
  const other = contentOf(7, 4 * MIB);

  it('is fetched a second time and no more, however many attempts that takes', async () => {
    let isDown = false;
    const rig = rigOf({
      content,
      connections: 1,
      answer: (asked) => {
        if (isDown && asked.from > MIB) return failure('network.reset');
        if (asked.url.endsWith('link-2') && rig.book.notes.isSecondFetch) isDown = true;
        return slice(other, asked);
      },
    });
    expect(await rig.run(5 * MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'network.reset' } });
    expect(rig.book.notes.isSecondFetch).toBe(true);
    isDown = false;
    const before = rig.asked.length;
    const outcome = await rig.run(5 * MINUTE_MS);
    expect(outcome?.ok === true ? outcome.value.totalBytes : outcome).toBe(content.length);
    const fetched = rig.asked
      .slice(before)
      .reduce((sum, { from, end }) => sum + Math.min(end, content.length) - from, 0);
    expect(fetched).toBeLessThanOrEqual(content.length + 128 * 1024);
  });

  it('waits for the second time when there is no link just now', async () => {
    const rig = rigOf({ content, connections: 1, answer: (asked) => slice(other, asked) });
    const running = rig.run(5 * MINUTE_MS);
    rig.links.refusal = null;
    await rig.clock.advance(500);
    rig.links.forget({} as never, 'https://storage.example/link-1');
    rig.links.refusal = failure('http.rateLimited', {}, 60_000);
    expect(await running).toMatchObject({ ok: false, error: { code: 'http.rateLimited' } });
  });
});
