import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../shared/download/history';
import type { DownloadId } from '../../../shared/ids';
import { QueueBench } from '../../support/queue-bench';
import { settle } from '../../support/steered-clock';

let bench: QueueBench;
beforeEach(async () => {
  bench = await QueueBench.open();
});
afterEach(() => bench.close());

function page(text = '', cursor: string | null = null) {
  const found = bench.history.search(text, cursor);
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
}

const told = (entries: readonly HistoryEntry[]) =>
  entries.map(({ modelName, outcome }) => `${modelName} ${outcome}`);

async function complete(id: DownloadId): Promise<void> {
  await settle();
  await bench.finish(id, 7);
}

describe('the history', () => {
  it('finds what was completed, cancelled and removed, newest first, also after a restart', async () => {
    bench.limit(3);
    const [a, b, c] = bench.addAll('a', 'b', 'c');
    await complete(a);
    await bench.pass(1_000);
    bench.queue.cancel(b);
    await bench.pass(1_000);
    await bench.queue.remove(c);
    await bench.restart();
    expect(told(page().entries)).toEqual(['c removed', 'b cancelled', 'a completed']);
    expect(page().entries[2]).toMatchObject({
      id: a,
      fileName: 'a.safetensors',
      placePath: '/models/loras',
      totalBytes: 7,
      sha256: 'A'.repeat(64),
    });
    expect(page().entries[0]).toMatchObject({ id: c, sha256: null, totalBytes: 1_000_000_000 });
  });

  it('keeps how it ended when it is tidied away, and forgets an end that was none', async () => {
    const [a, b, c] = bench.addAll('a', 'b', 'c');
    await complete(a);
    await bench.queue.remove(a);
    bench.queue.cancel(b);
    await bench.queue.remove(b);
    bench.queue.cancel(c);
    expect(told(page().entries)).toContain('c cancelled');
    bench.queue.retry(c);
    expect(told(page().entries).toSorted()).toEqual(['a completed', 'b cancelled']);
    await complete(c);
    expect(told(page().entries).toSorted()).toEqual(['a completed', 'b cancelled', 'c completed']);
  });

  it('finds by every word in model, version, file and creator, in any order, case and accent', async () => {
    bench.limit(9);
    const ids = [
      bench.add('Überaus Realistic Vision', 1, { versionName: 'v5.1 Hyper', creator: 'Mira_Tensor' }),
      bench.add('Anime Vision', 1, { versionName: 'v2', creator: 'somebody' }),
      bench.add('写实超模型', 1, { versionName: 'XL', creator: null }),
    ];
    for (const id of ids) await complete(id);
    const names = (text: string) =>
      page(text)
        .entries.map(({ modelName }) => modelName.split(' ').at(0))
        .toSorted();
    expect(names('vision')).toEqual(['Anime', 'Überaus']);
    expect(names('vision UBERAUS')).toEqual(['Überaus']);
    expect(names('tensor mira')).toEqual(['Überaus']);
    expect(names('v5.1')).toEqual(['Überaus']);
    expect(names('xl')).toEqual(['写实超模型']);
    expect(names('超模')).toEqual(['写实超模型']);
    expect(names('isti'), 'within a word').toEqual(['Überaus']);
    expect(names('vision nothing')).toEqual([]);
    expect(names('"*%_ OR NEAR(')).toEqual([]);
    expect(names('%_"*'), 'nothing to look for').toEqual(['Anime', 'Überaus', '写实超模型']);
  });

  it('gives pages, each entry once, while new ones come in', async () => {
    const many = 120;
    for (let number = 0; number < many; number += 1) bench.queue.cancel(bench.add(`old ${number}`));
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next = page('old', cursor);
      seen.push(...next.entries.map(({ modelName }) => modelName));
      cursor = next.nextCursor;
      bench.queue.cancel(bench.add(`new ${seen.length} old`));
    } while (cursor !== null);
    expect(seen.length).toBe(many);
    expect(new Set(seen).size).toBe(many);
    expect(seen[0], 'the newest first').toBe(`old ${many - 1}`);
  });

  it('takes a cursor that makes no sense for none', () => {
    bench.queue.cancel(bench.add('a'));
    expect(told(page('', 'rubbish').entries)).toEqual(['a cancelled']);
  });

  it('forgets everything when the user wants that, and nothing else', async () => {
    const a = bench.add('a');
    await complete(a);
    expect(bench.history.clear().ok).toBe(true);
    expect([page().entries, page('a').entries]).toEqual([[], []]);
    expect(bench.view(a).state.kind, 'the library still knows it').toBe('completed');
    await bench.restart();
    expect(page().entries).toEqual([]);
  });
});
