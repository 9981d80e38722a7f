import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/failure';
import { type Asked, contentOf, LineRig, type LineRigNeeds, PIECE, slice } from '../../../support/line-rig';

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

describe('a connection that was given up once', () => {
  const content = contentOf(3, 16 * MIB);

  it.each([
    ['500', { status: 500 }, 'http.serverError'],
    ['503', { status: 503 }, 'http.busy'],
    ['429 for ten minutes', { status: 429, headers: { 'retry-after': '600' } }, 'http.rateLimited'],
    ['403', { status: 403 }, 'http.rejected'],
    ['a broken certificate', failure('network.tls', { host: HOST }), 'network.tls'],
    ['no connection', failure('network.refused', { host: HOST }), 'network.refused'],
  ])('hears like any other what comes after: %s', async (_what, answer, code) => {
    const rig = rigOf({
      content,
      connections: 1,
      answer: (asked) =>
        asked.atMs < 30 * SECOND_MS ? slice(content, asked, { bytesPerSecond: 100 }) : answer,
    });
    expect(await rig.run(3 * MINUTE_MS)).toMatchObject({ ok: false, error: { code } });
    expect(rig.asked.length).toBeLessThan(8);
  });

  it('does not storm when the network goes while bodies are silent', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) =>
        asked.atMs < 6 * SECOND_MS
          ? slice(content, asked, { bytesPerSecond: 3e5, bodyMs: asked.atMs > 3 * SECOND_MS ? MINUTE_MS : 0 })
          : failure('network.offline', { host: HOST }),
    });
    expect(await rig.run(3 * MINUTE_MS)).toMatchObject({ ok: false });
    expect(rig.asked.filter(({ atMs }) => atMs >= 6 * SECOND_MS).length).toBeLessThan(60);
    expect(rig.links.questions).toBeLessThan(4);
  });

  it.each([1, 4])('tells when all is too slow for long (%i connections)', async (connections) => {
    const rig = rigOf({
      content,
      connections,
      answer: (asked) => slice(content, asked, { bytesPerSecond: 20 }),
    });
    expect(await rig.run(60 * MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'network.reset' } });
  });
});

describe('the few bytes that a new link has to show', () => {
  const content = contentOf(3, 8 * MIB);
  const lacksBeginning = (answer: LineRigNeeds['answer'], connections = 4) => {
    const rig = rigOf({ content, connections, answer });
    rig.keep(2 * PIECE, 6 * PIECE);
    return rig;
  };

  it.each([1, 4])(
    'end the attempt when they never come and nothing else can (%i connections)',
    async (count) => {
      const rig = lacksBeginning(() => ({ status: 504, headMs: 29 * SECOND_MS }), count);
      expect(await rig.run(60 * MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'http.serverError' } });
      expect(rig.asked.length).toBeLessThan(10);
    },
  );

  it('are waited for when the storage is slow to answer', async () => {
    const rig = lacksBeginning((asked) => slice(content, asked, { headMs: 16 * SECOND_MS }));
    expect(await rig.run(60 * MINUTE_MS)).toMatchObject({ ok: true });
  });

  it('close the gate of the host for all when they are answered with "wait"', async () => {
    const rig = lacksBeginning(() => ({ status: 429, headers: { 'retry-after': '60' } }));
    expect(await rig.run(MINUTE_MS)).toMatchObject({ ok: false, error: { code: 'http.rateLimited' } });
    expect(rig.gates.closedUntil(HOST)).toBeGreaterThan(50 * SECOND_MS);
    expect(rig.asked).toHaveLength(1);
  });
});

describe('a link that works', () => {
  const content = contentOf(3, 64 * MIB);

  it.each(['network.timeout', 'network.refused', 'network.dns'] as const)(
    'is not given up for a request that met %s',
    async (code) => {
      const rig = rigOf({
        content,
        connections: 4,
        answer: (asked) =>
          asked.number > 3 && asked.number % 4 === 0
            ? failure(code, { host: HOST })
            : slice(content, asked, { bytesPerSecond: 3e5 }),
      });
      expect(await rig.run(60 * MINUTE_MS)).toMatchObject({ ok: true });
      expect(rig.links.questions).toBe(1);
    },
  );

  it('is looked for again although new ones led to nothing twice, with good ones in between', async () => {
    const good = (asked: Asked) => slice(content, asked, { bytesPerSecond: 5e5, headMs: 1 });
    const rig = rigOf({
      content,
      connections: 1,
      answer: (asked) => {
        if (asked.url.endsWith('link-1')) return asked.atMs > 3 * SECOND_MS ? { status: 403 } : good(asked);
        if (/link-[24]$/.test(asked.url)) return { status: 404 };
        if (asked.url.endsWith('link-3')) return asked.atMs > MINUTE_MS ? { status: 403 } : good(asked);
        return slice(content, asked, { headMs: 1 });
      },
    });
    expect(await rig.run(60 * MINUTE_MS)).toMatchObject({ ok: true });
  });
});

describe('a storage that takes its time', () => {
  const content = contentOf(3, 128 * MIB);

  it.each([6, 12])('is not asked again and again for bytes that come after %i s', async (seconds) => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) =>
        slice(content, asked, {
          headMs: asked.from >= 24 * MIB && asked.from < 40 * MIB ? seconds * SECOND_MS : 50,
          bytesPerSecond: 2e6,
        }),
    });
    expect(await rig.run(20 * MINUTE_MS)).toMatchObject({ ok: true });
    const asked = new Map<number, number>();
    for (const { from } of rig.asked) asked.set(from, (asked.get(from) ?? 0) + 1);
    expect(Math.max(...asked.values())).toBeLessThan(4);
  });
});

describe('a line that breaks for a moment', () => {
  const content = contentOf(3, 64 * MIB);
  const bytesPerSecond = 1e6;
  const atMs = 5 * SECOND_MS;

  it.each([1, 2, 4])('does not end the attempt (%i connections)', async (connections) => {
    const rig = rigOf({
      content,
      connections,
      answer: (asked) => {
        if (asked.atMs >= atMs && asked.atMs < atMs + 300) return failure('network.reset', { host: HOST });
        const cutAfter = Math.max(0, Math.floor(((atMs - asked.atMs - 20) * bytesPerSecond) / 1000));
        const isCut = asked.atMs < atMs && cutAfter < asked.end - asked.from;
        return slice(content, asked, { bytesPerSecond, ...(isCut ? { cutAfter } : {}) });
      },
    });
    expect(await rig.run(20 * MINUTE_MS)).toMatchObject({ ok: true });
  });

  it('does not cost the host its connections', async () => {
    const rig = rigOf({
      content,
      connections: 4,
      answer: (asked) => {
        if (asked.atMs >= atMs && asked.atMs < atMs + 300) return failure('network.refused', { host: HOST });
        const cutAfter = Math.max(0, Math.floor(((atMs - asked.atMs - 20) * bytesPerSecond) / 1000));
        const isCut = asked.atMs < atMs && cutAfter < asked.end - asked.from;
        return slice(content, asked, { bytesPerSecond, ...(isCut ? { cutAfter } : {}) });
      },
    });
    await rig.run(20 * MINUTE_MS);
    expect(rig.gates.limitConnections(HOST)).toBe(6);
  });
});
