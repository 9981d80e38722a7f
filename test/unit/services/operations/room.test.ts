import { dirname, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Deed } from '../../../../electron/core/operations/steps';
import type { Volumes } from '../../../../electron/core/ports';
import { copiesIn } from '../../../../electron/services/operations/room';

const GB = 1_000_000_000;

const move = (from: string, to: string, dev = '1'): Deed => ({
  ...{ kind: 'move', from, to, isTrash: false, isModel: true },
  stamp: { bytes: 6 * GB, mtimeNs: '1', dev, ino: '1' },
});

/** Mounts by their path; those below a longer one belong to that. */
const volumesOf = (mounts: Readonly<Record<string, { device: string; freeBytes: number }>>): Volumes => ({
  look: async (_, folder) => {
    const mountPath = Object.keys(mounts)
      .filter((path) => folder.startsWith(path))
      .toSorted((a, b) => b.length - a.length)[0];
    const found = mountPath === undefined ? undefined : mounts[mountPath];
    if (found === undefined || mountPath === undefined) return 'unknown';
    return { ...found, mountPath, totalBytes: found.freeBytes, isFat32: false };
  },
});

const needs = (volumes: Volumes) => ({
  files: { folderOf: dirname },
  places: { isInside: (root: string, path: string) => !relative(root, path).startsWith('..') },
  volumes,
});

const turns = { next: async () => undefined };

describe('copiesIn', () => {
  it('takes a name on the same mount for nothing, however full that is', async () => {
    const volumes = volumesOf({ '/data': { device: '1', freeBytes: 0 } });
    expect(await copiesIn([move('/data/a/x', '/data/b/x')], [], needs(volumes), turns)).toEqual({
      ok: true,
      value: [],
    });
  });

  it('knows a second mount of one device for another place, which needs room', async () => {
    const mounts = (freeBytes: number) =>
      volumesOf({ '/data': { device: '1', freeBytes }, '/home/models': { device: '1', freeBytes } });
    const deeds = [move('/data/a/x', '/data/b/x'), move('/data/a/y', '/home/models/y')];
    expect(await copiesIn(deeds, [], needs(mounts(9 * GB)), turns)).toEqual({ ok: true, value: [1] });
    expect(await copiesIn(deeds, [], needs(mounts(5 * GB)), turns)).toMatchObject({
      error: { code: 'disk.noRoomToMove' },
    });
  });
});
