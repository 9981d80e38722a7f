import { describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../../../../electron/core/ports';
import { Sidecars, type SidecarsNeeds } from '../../../../electron/services/sidecars/sidecars';
import type { NamedModelFile } from '../../../../electron/services/sidecars/write-sidecars';
import type { SidecarsStatus } from '../../../../shared/sidecars';

// Only what the order looks at.
const download = (fileName: string) =>
  ({
    id: fileName,
    ...{ folder: '', target: {}, folderKind: 'lora', totalBytes: 1 },
    state: { kind: 'completed', finalName: fileName, atMs: 1, verification: { sha256: 'AA' } },
  }) as unknown as DownloadRecord;
const file = (fileName: string) => ({ folder: '', fileName }) as NamedModelFile;

describe('what is written beside models', () => {
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
    const states: string[] = [];
    const sidecars: Sidecars = new Sidecars({
      places: { join: (...parts: readonly string[]) => parts.at(-1) ?? '' },
      files: {
        sizeOf: async (path: string) => {
          if (path === '2.pt') sidecars.callOff();
          return null;
        },
      },
      wishes: () => ({ dialects: ['cmInfo'], hasPreview: false }),
      publish: ({ run }: SidecarsStatus) => void states.push(`${run?.state} ${run?.doneCount}`),
    } as unknown as SidecarsNeeds);
    sidecars.writeForFiles([file('1.pt'), file('note.txt')]);
    await expect.poll(() => sidecars.view().run?.state).toBe('done');
    const problem = (fileName: string, code: string) => ({ fileName, part: null, cause: { code } });
    expect(sidecars.view().run).toMatchObject({
      ...{ id: 1, totalCount: 2, doneCount: 2, failedCount: 2 },
      problems: [problem('1.pt', 'disk.notThere'), problem('note.txt', 'input.noSidecars')],
    });
    expect(states).toContain('running 1');
    sidecars.writeForFiles([file('2.pt'), file('3.pt')]);
    await expect.poll(() => sidecars.view().waitingCount).toBe(0);
    expect(sidecars.view().run).toMatchObject({ id: 2, state: 'stopped', totalCount: 2, doneCount: 1 });
  });
});
