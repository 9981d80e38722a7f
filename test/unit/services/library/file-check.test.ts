import { describe, expect, it } from 'vitest';
import type { IndexedFile, ReadOutcome } from '../../../../electron/core/library/ports';
import { FileCheck } from '../../../../electron/services/library/file-check';
import type { FileFlaw } from '../../../../shared/library/flaw';
import type { CheckTally, CheckView } from '../../../../shared/library/library';
import { ok } from '../../../../shared/result';
import { indexed, STAMP } from '../../../support/inspection-rig';
import { SteeredClock } from '../../../support/steered-clock';

const KNOWN = 'A'.repeat(64);
const OTHER = 'F'.repeat(64);

/** A check of one file, without a disk. */
class OneCheck {
  readonly clock = new SteeredClock();
  readonly kept: string[] = [];
  readonly handed: string[] = [];
  readonly notes = new Map<string, string>();
  private readonly check: FileCheck;

  constructor(file: IndexedFile, outcome: ReadOutcome) {
    this.check = new FileCheck({
      store: {
        find: () => ok(file),
        files: () => ok([]),
        keepRead: () => {
          this.kept.push('read');
          return ok(null);
        },
        keepDamaged: () => {
          this.kept.push('damaged');
          return ok(null);
        },
        keepUnread: () => ok(null),
        note: (name) => this.notes.get(name) ?? null,
        keepNote: (name, value) => {
          if (value === null) this.notes.delete(name);
          else this.notes.set(name, value);
        },
      },
      threads: {
        read: async () => ok(outcome),
        setPaused: () => undefined,
        readBytes: () => 0,
        close: async () => undefined,
      },
      names: { askAbout: async () => null },
      volumes: { look: async () => 'missing' } as never,
      roots: async () => [],
      places: { isInside: () => false },
      clock: this.clock,
      onProgress: () => undefined,
      onKept: () => undefined,
      onChanged: ({ files }) => this.handed.push(...files),
      onBug: (error) => {
        throw error;
      },
    });
    this.check.begin([file]);
  }

  async end(): Promise<Extract<CheckView, { kind: 'ended' }>> {
    await expect.poll(() => this.check.view().kind).toBe('ended');
    const view = this.check.view();
    if (view.kind !== 'ended') throw new Error(view.kind);
    return view;
  }
}

const read = (sha256: string, change: Partial<typeof STAMP> = {}): ReadOutcome => ({
  kind: 'read',
  hashes: { sha256 },
  stamp: { ...STAMP, ...change },
});

describe('a file that is checked', () => {
  it.each<[string, Partial<IndexedFile>, ReadOutcome, keyof CheckTally, 'read' | 'damaged' | 'handed']>([
    ['as it was', {}, read(KNOWN), 'unchangedCount', 'read'],
    ['other bytes, the same size and date', {}, read(OTHER), 'damagedCount', 'damaged'],
    ['other bytes, another date', {}, read(OTHER, { mtimeNs: '2' }), 'changedCount', 'handed'],
    ['other bytes, another size', {}, read(OTHER, { bytes: 4_001 }), 'changedCount', 'handed'],
    ['the same bytes, another date', {}, read(KNOWN, { mtimeNs: '2' }), 'unchangedCount', 'read'],
    ['written to while it is read', {}, { kind: 'changed' }, 'changedCount', 'handed'],
    ['changed, as the library has seen already', { sha256: null }, read(OTHER), 'changedCount', 'handed'],
    ['never read before', { sha256: null, readAtMs: null }, read(OTHER), 'newCount', 'handed'],
  ])('%s → %s', async (_name, file, outcome, count, kept) => {
    const check = new OneCheck(indexed({ sha256: KNOWN, ...file }), outcome);
    const { tally } = await check.end();
    expect(Object.entries(tally).filter(([, each]) => each > 0)).toEqual([[count, 1]]);
    expect([...check.kept, ...check.handed.map(() => 'handed')]).toContain(kept);
  });

  it.each<[string, FileFlaw]>([
    ['cut short', { kind: 'cutShort', promisedBytes: 9_000 }],
    ['no model', { kind: 'noModel', what: 'webPage' }],
  ])('is counted and not read where it is %s, so that what it was stays known', async (_name, flaw) => {
    const check = new OneCheck(indexed({ flaw, sha256: null, readAtMs: null }), read(OTHER));
    const { tally } = await check.end();
    expect(Object.entries(tally).filter(([, each]) => each > 0)).toEqual([['brokenCount', 1]]);
    expect(check.kept).toEqual([]);
  });
});
