import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import type { DuplicateCopy, DuplicateGroup } from '../../../shared/library/duplicates';
import { err, ok } from '../../../shared/result';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';

type DuplicatesCall = Extract<keyof Handlers, `duplicates.${string}`>;

const DAY_MS = 86_400_000;
const names = [
  ['Lantern Archipelago Mix', 'Dusk', 6_938_078_334],
  ['Aurora Fjord Light', 'v3.0', 228_455_064],
  [null, null, 143_000_000],
] as const;

const copy = (id: number, change: Partial<DuplicateCopy>): DuplicateCopy => ({
  id,
  fileName: 'lantern_archipelago_mix.safetensors',
  folderPath: '/mnt/models/ComfyUI/models/checkpoints',
  otherNames: [],
  isInRightFolder: false,
  hasSidecars: false,
  writtenAtMs: Date.now() - id * DAY_MS,
  isOldest: false,
  isProposed: false,
  hasFurtherNames: false,
  volume: 'A',
  ...change,
});

const longName =
  'lantern archipelago mix – dusk (copy) (2) final FINAL, from the old disk of last year, do not delete.safetensors';

/** As a library of two years has them: in two programs, on two disks, under two names. */
function groupsOf(count: number): readonly DuplicateGroup[] {
  return Array.from({ length: count }, (_, at) => {
    const [modelName, versionName, bytes] = names[at % names.length] ?? names[0];
    const id = at * 10 + 1;
    const copies = [
      copy(id, {
        isInRightFolder: true,
        hasSidecars: true,
        isProposed: true,
        otherNames:
          at % 3 === 0
            ? [{ fileName: 'lantern.safetensors', folderPath: '/mnt/models/Forge/models/Lora' }]
            : [],
      }),
      copy(id + 1, {
        fileName: at % 3 === 1 ? 'aurora.safetensors' : longName,
        folderPath: '/mnt/archive/downloads 2024/unsorted',
        isOldest: true,
        volume: at % 3 === 1 ? 'B' : 'A',
      }),
      ...(at % 3 === 0
        ? [copy(id + 2, { folderPath: '/home/me/Downloads', volume: 'B', hasFurtherNames: true })]
        : []),
    ];
    return {
      id,
      modelName,
      versionName,
      modelId: modelName === null ? null : 900_001,
      versionId: modelName === null ? null : 910_001,
      bytes,
      costBytes: bytes * copies.filter((each) => !each.isProposed && !each.hasFurtherNames).length,
      copies,
      damaged:
        at % 3 === 0
          ? [
              {
                ...{ id: id + 3, fileName: 'aurora (backup).safetensors' },
                ...{ folderPath: '/mnt/archive/old disks/2024/loras', sinceMs: Date.now() - 2 * DAY_MS },
              },
            ]
          : [],
      isLeft: false,
    };
  });
}

export function duplicatesHandlers(api: FakeApi, scenario: Scenario): Pick<Handlers, DuplicatesCall> {
  let groups = scenario === 'empty' ? [] : groupsOf(scenario === 'huge' ? 4_000 : 12);
  const cost = (of: readonly DuplicateGroup[]) => of.reduce((sum, { costBytes }) => sum + costBytes, 0);
  return {
    'duplicates.list': ({ likeness, isLeft, offset, limit }) => {
      const open = groups.filter((group) => !group.isLeft);
      const shown =
        likeness === 'weights' ? groups.slice(1, 3) : isLeft ? groups.filter((each) => each.isLeft) : open;
      return ok({
        totals: {
          groupCount: open.length,
          costBytes: cost(open),
          leftCount: groups.length - open.length,
        },
        total: shown.length,
        offset,
        groups: shown.slice(offset, offset + limit),
      });
    },
    'duplicates.plan': ({ act, groupId }) => {
      const wanted = groups.filter(({ id, isLeft }) => !isLeft && (groupId === null || id === groupId));
      const pathOf = ({ folderPath, fileName }: DuplicateCopy) => `${folderPath}/${fileName}`;
      return ok({
        id: 'plan',
        act,
        groupCount: wanted.length,
        copyCount: wanted.length,
        freedBytes: cost(wanted),
        sharedCount: groupId === null ? 4 : 0,
        readBytes: cost(wanted) * 2,
        staying: { otherVolume: act === 'link' ? wanted.length : 0, linkedName: 0, perhapsOneFile: 0 },
        rows: wanted.map(({ copies: [kept, ...others] }) => ({
          kept: kept === undefined ? '' : pathOf(kept),
          others: others.slice(0, 1).map(pathOf),
        })),
      });
    },
    'duplicates.run': () => {
      api.emit('duplicates.progress', {
        kind: 'comparing',
        readBytes: 4_100_000_000,
        totalBytes: 13_800_000_000,
      });
      return err(failure('input.cancelled'));
    },
    'duplicates.stop': () => {
      api.emit('duplicates.progress', null);
      return ok(null);
    },
    'duplicates.leave': ({ groupId, isLeft }) => {
      groups = groups.map((group) => (group.id === groupId ? { ...group, isLeft } : group));
      return ok(null);
    },
  };
}
