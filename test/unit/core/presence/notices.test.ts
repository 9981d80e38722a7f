import { describe, expect, it } from 'vitest';
import { windowWordsFor } from '../../../../electron/core/presence/failure-line';
import { notices } from '../../../../electron/core/presence/notices';
import type { News } from '../../../../electron/core/presence/work';
import { failure } from '../../../../shared/failure';
import { download, downloadId } from '../../renderer/stores/builders';

const ALL = { completed: true, failed: true, loginNeeded: true };

function completed(number: number): News {
  const verification = { kind: 'unverified', sha256: '' } as const;
  const state = { kind: 'completed', verification, finalName: `file-${number}.gguf`, atMs: 1 } as const;
  return { kind: 'completed', download: download(number, state) };
}
const failed = (number: number): News => ({
  kind: 'failed',
  download: download(number, { kind: 'failed', cause: failure('http.notFound') }),
});
const locked = (number: number): News => ({
  kind: 'loginNeeded',
  download: download(number, { kind: 'failed', cause: failure('access.loginNeeded') }),
});
const tell = (news: readonly News[], wishes = ALL) => notices(news, wishes, windowWordsFor);

describe('notices', () => {
  it('one that is done names its file and place, and leads to its row', () => {
    expect(tell([completed(1)])).toEqual([
      {
        title: 'Model 1 is here',
        text: 'file-1.gguf is in ComfyUI › loras.',
        goal: { kind: 'download', id: downloadId(1) },
      },
    ]);
  });

  it('several that are done are one, and lead to the queue', () => {
    expect(tell([1, 2, 3, 4, 5].map(completed))).toEqual([
      {
        title: '5 downloads are done',
        text: 'Model 1, Model 2, Model 3 and 2 more',
        goal: { kind: 'screen', screen: 'queue' },
      },
    ]);
  });

  it('one that failed says what to do next', () => {
    const { next, title } = windowWordsFor(failure('http.notFound'));
    expect(next).not.toBe('');
    expect(tell([failed(1)])).toMatchObject([{ title: `Model 1: ${title}`, text: next }]);
  });

  it('each kind is one, and a login leads to the account', () => {
    const all = tell([completed(1), failed(2), locked(3), failed(4), locked(5), completed(6)]);
    expect(all.map(({ title }) => title)).toEqual([
      '2 downloads are done',
      '2 downloads need you',
      '2 downloads need a login',
    ]);
    expect(all.at(-1)?.goal).toEqual({ kind: 'screen', screen: 'account' });
  });

  it.each(['completed', 'failed', 'loginNeeded'] as const)('leaves out %s when it is not wanted', (kind) => {
    const news = [completed(1), failed(2), locked(3)];
    expect(tell(news, { ...ALL, [kind]: false })).toHaveLength(2);
  });

  it('hands no markup of a stranger to the system', () => {
    const { download: hostile } = completed(1);
    const text = tell([
      { kind: 'completed', download: { ...hostile, modelName: '<b>x', placeLabel: '<a href="x">y</a>' } },
    ]);
    expect(JSON.stringify(text)).not.toMatch(/[<>]/);
  });
});
