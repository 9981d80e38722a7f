import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../../../../electron/core/ports';
import { Sidecars, type SidecarsNeeds } from '../../../../electron/services/sidecars/sidecars';
import type { NamedModelFile } from '../../../../electron/services/sidecars/write-sidecars';
import type { SidecarRun, SidecarsStatus } from '../../../../shared/sidecars';

// Only what the order looks at.
const download = (fileName: string) =>
  ({
    id: fileName,
    ...{ folder: '', target: {}, folderKind: 'lora', totalBytes: 1 },
    state: { kind: 'completed', finalName: fileName, atMs: 1, verification: { sha256: 'AA' } },
  }) as unknown as DownloadRecord;
const file = (fileName: string) => ({ folder: '', fileName }) as NamedModelFile;

describe('what is written beside models', () => {
  it('is ended in its middle: what is written stays, is told of, and downloads keep theirs', async () => {
    let letGo: () => void = () => undefined;
    const begun: string[] = [];
    const ended: SidecarRun[] = [];
    const sidecars = new Sidecars({
      places: { join: (...parts: readonly string[]) => parts.at(-1) ?? '' },
      files: {
        sizeOf: (path: string) => {
          begun.push(path);
          return new Promise<null>((resolve) => {
            letGo = () => resolve(null);
          });
        },
      },
      wishes: () => ({ dialects: ['cmInfo'], hasPreview: false }),
      publish: () => undefined,
      onEnded: (run: SidecarRun) => ended.push(run),
      report: (error: unknown) => {
        throw error;
      },
    } as unknown as SidecarsNeeds);
    sidecars.writeForFiles([file('1.pt'), file('2.pt'), file('3.pt')]);
    expect(sidecars.view().run).toMatchObject({ doneCount: 0, totalCount: 3, writtenCount: 0 });
    letGo();
    await expect.poll(() => begun).toEqual(['1.pt', '2.pt']);
    sidecars.notePlaced(download('a.pt'));
    sidecars.callOff();
    // The one that is being written is finished.
    expect(ended).toEqual([]);
    letGo();
    await expect.poll(() => begun).toEqual(['1.pt', '2.pt', 'a.pt']);
    expect(ended).toMatchObject([{ doneCount: 2, totalCount: 3, writtenCount: 0 }]);
    letGo();
    await expect.poll(() => sidecars.view()).toMatchObject({ waitingCount: 0, run: null, doneCount: 3 });
    expect(begun).toHaveLength(3);
  });

  it('is written beside downloads first, in their order, however much of the library waits', async () => {
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const begun: string[] = [];
    const sidecars = new Sidecars({
      places: { join: (...parts: readonly string[]) => parts.at(-1) ?? '' },
      files: {
        // As of files that are gone again.
        sizeOf: async (path: string) => {
          begun.push(path);
          await held;
          return null;
        },
      },
      wishes: () => ({ dialects: ['cmInfo'], hasPreview: false }),
      publish: () => undefined,
      onEnded: () => undefined,
      report: (error: unknown) => {
        throw error;
      },
    } as unknown as SidecarsNeeds);
    sidecars.writeForFiles([file('1.pt'), file('2.pt'), file('3.pt')]);
    sidecars.notePlaced(download('a.pt'));
    sidecars.writeForFiles([file('4.pt')]);
    sidecars.notePlaced(download('b.pt'));
    letGo();
    await expect.poll(() => sidecars.view().waitingCount).toBe(0);
    expect(begun).toEqual(['1.pt', 'a.pt', 'b.pt', '2.pt', '3.pt', '4.pt']);
  });

  it('tells of what was asked for how it went, also of what has gone, until it is stopped', async () => {
    const counts: (number | undefined)[] = [];
    const ended: SidecarRun[] = [];
    const sidecars: Sidecars = new Sidecars({
      places: { join: (...parts: readonly string[]) => parts.at(-1) ?? '' },
      files: {
        sizeOf: async (path: string) => {
          if (path === '2.pt') sidecars.callOff();
          return null;
        },
      },
      wishes: () => ({ dialects: ['cmInfo'], hasPreview: false }),
      publish: ({ run }: SidecarsStatus) => void counts.push(run?.doneCount),
      onEnded: (run: SidecarRun) => ended.push(run),
    } as unknown as SidecarsNeeds);
    sidecars.writeForFiles([file('1.pt'), file('note.txt')]);
    await expect.poll(() => ended).toHaveLength(1);
    const problem = (fileName: string, code: string) => ({ fileName, part: null, cause: { code } });
    expect(ended[0]).toMatchObject({
      ...{ totalCount: 2, doneCount: 2, failedCount: 2 },
      problems: [problem('1.pt', 'disk.notThere'), problem('note.txt', 'input.noSidecars')],
    });
    expect(counts).toContain(1);
    sidecars.writeForFiles([file('2.pt'), file('3.pt')]);
    await expect.poll(() => sidecars.view().waitingCount).toBe(0);
    expect(ended[1]).toMatchObject({ totalCount: 2, doneCount: 1, failedCount: 1 });
    expect(sidecars.view().run).toBeNull();
  });
});
