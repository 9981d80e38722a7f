import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

// A disk that keeps capitals and ignores them (NTFS, APFS, exFAT): a name finds the file whatever its case.
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  const on = <Path>(path: Path): Path | string => {
    if (typeof path !== 'string' || !path.includes('civet-operations-')) return path;
    try {
      const wanted = basename(path).toLowerCase();
      const found = readdirSync(dirname(path)).find((name) => name.toLowerCase() === wanted);
      return found === undefined ? path : join(dirname(path), found);
    } catch {
      return path;
    }
  };
  const folded = <Rest extends readonly unknown[], Answer>(
    work: (path: string, ...rest: Rest) => Answer,
  ): ((path: string, ...rest: Rest) => Answer) => {
    return (path, ...rest) => work(on(path), ...rest);
  };
  return {
    ...real,
    lstat: folded(real.lstat),
    stat: folded(real.stat),
    open: folded(real.open),
    unlink: folded(real.unlink),
    rm: folded(real.rm),
    link: (from: string, to: string) => real.link(on(from), on(to)),
    rename: (from: string, to: string) => real.rename(on(from), on(from) === on(to) ? to : on(to)),
  };
});

const { OperationsRig, codeOf, coded } = await import('../../support/operations-rig');
const { systemNameCalls } = await import('../../../electron/adapters/part-files');

const LORAS = 'models/loras';

let rig: InstanceType<typeof OperationsRig>;

const rename = () => [
  {
    kind: 'move' as const,
    from: rig.path(`${LORAS}/fjord.safetensors`),
    to: rig.path(`${LORAS}/Fjord.safetensors`),
  },
];

beforeEach(() => {
  rig = new OperationsRig();
  rig.write(`${LORAS}/fjord.safetensors`, 'weights');
});

afterEach(() => rig.close());

describe('a name in other capitals, where the disk takes both for one', () => {
  it('is given, and taken back', async () => {
    expect(codeOf(await rig.do('move', rename()))).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/Fjord.safetensors`]: 'weights' });
    expect(rig.lies()).toEqual([]);
    await rig.restart();
    expect(codeOf(await rig.operations.undoLast())).toBe('ok');
    expect(rig.tree()).toEqual({ [`${LORAS}/fjord.safetensors`]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('stays away with everything else when it is refused', async () => {
    await rig.restart({ names: { ...systemNameCalls, rename: () => Promise.reject(coded('EACCES')) } });
    expect(codeOf(await rig.do('move', rename()))).toBe('disk.denied');
    expect(rig.tree()).toEqual({ [`${LORAS}/fjord.safetensors`]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('is taken back where it was given and answered with an error', async () => {
    let isBroken = true;
    await rig.restart({
      names: {
        ...systemNameCalls,
        rename: async (from, to) => {
          await systemNameCalls.rename(from, to);
          if (isBroken) {
            isBroken = false;
            throw coded('EIO');
          }
        },
      },
    });
    expect(codeOf(await rig.do('move', rename()))).toBe('disk.ioError');
    expect(rig.tree()).toEqual({ [`${LORAS}/fjord.safetensors`]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });

  it('costs nothing when the end of the program comes before it', async () => {
    const planned = await rig.plan('move', rename());
    if (!planned.ok) throw new Error(planned.error.code);
    const { id, kind } = planned.value;
    const told = {
      id,
      kind,
      atMs: 1,
      state: 'running',
      trash: 'none',
      failure: null,
      isTold: false,
    } as const;
    await rig.inJournal((book) =>
      book.begin({ ...told, plan: planned.value, marks: [null], arrivals: new Map() }),
    );
    await rig.restart();
    expect(rig.operations.list()).toMatchObject([{ state: 'failed' }]);
    expect(rig.tree()).toEqual({ [`${LORAS}/fjord.safetensors`]: 'weights' });
    expect(rig.lies()).toEqual([]);
  });
});
