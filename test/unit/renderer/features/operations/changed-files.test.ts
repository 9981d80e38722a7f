import { beforeAll, describe, expect, it } from 'vitest';
import { changedLine, changedPaths } from '../../../../../renderer/features/operations/changed-files';
import { startWords } from '../../../../../renderer/locales/words';
import type { ChangedFile } from '../../../../../shared/operations/operations';

const moved = (name: string, from = 'loras', to: string | null = 'vae', newName = name): ChangedFile => ({
  from: `/m/${from}/${name}`,
  to: to === null ? null : `/m/${to}/${newName}`,
});

beforeAll(startWords);

describe('changedLine', () => {
  it.each<[string, string, readonly ChangedFile[], number]>([
    ['a file that was moved', 'a.pt · loras → vae', [moved('a.pt')], 1],
    ['several that went the same way', 'a.pt, b.pt · loras → vae', [moved('a.pt'), moved('b.pt')], 2],
    ['more than are told', 'a.pt, b.pt and 5 more · loras → vae', [moved('a.pt'), moved('b.pt')], 7],
    [
      'those that went different ways',
      'a.pt and 1 more · loras → vae',
      [moved('a.pt'), moved('b.pt', 'x')],
      2,
    ],
    ['one that was renamed', 'a.pt → b.pt', [moved('a.pt', 'loras', 'loras', 'b.pt')], 1],
    ['one that was moved and renamed', 'a.pt · loras → vae/b.pt', [moved('a.pt', 'loras', 'vae', 'b.pt')], 1],
    ['folders of one name', 'a.pt · a/loras → b/loras', [moved('a.pt', 'a/loras', 'b/loras')], 1],
    ['what went into the trash', 'a.pt · loras', [moved('a.pt', 'loras', null)], 1],
    ['one that was replaced by its own name', 'a.pt', [moved('a.pt', 'loras', 'loras')], 1],
    ['paths of Windows', 'a.pt · loras → vae', [{ from: 'D:\\m\\loras\\a.pt', to: 'D:\\m\\vae\\a.pt' }], 1],
  ])('names %s', (_, words, files, fileCount) => {
    expect(changedLine({ files, fileCount })).toBe(words);
  });
});

describe('changedPaths', () => {
  it('names every path in full, and how many there are besides', () => {
    const files = [moved('a.pt'), moved('b.pt', 'loras', null)];
    expect(changedPaths({ files, fileCount: 3 })).toBe(
      '/m/loras/a.pt\n→ /m/vae/a.pt\n\n/m/loras/b.pt\n\nand 1 more',
    );
  });
});
