import { describe, expect, it } from 'vitest';
import { Bench, sha256Of } from '../../support/bench';

const bench = new Bench();

describe('a region that Civitai may not serve', () => {
  it('stops a download once, keeps what is here, and lets it go on by another way', async () => {
    const { id, model, kept } = await bench.pausedHalfway();
    await bench.restart();
    bench.civitai.faults.set('all', { apiStatus: 451, apiPath: '/api/' });
    const before = bench.resolves().length;
    bench.rig.queue.resume(id);
    const failed = await bench.rig.reaches(id, 'failed');
    expect(failed.state).toMatchObject({ cause: { code: 'http.regionBlocked' } });
    expect(failed.durableBytes).toBe(kept);
    expect(bench.resolves().length - before).toBe(1);
    bench.civitai.faults.clear();
    bench.rig.queue.noteNewRoute();
    await bench.rig.reaches(id, 'completed');
    expect(await sha256Of(`${bench.loras}/${model.fileName}`)).toBe(model.sha256);
  });

  it('is asked once for each question, and named as what it is', async () => {
    bench.civitai.faults.set('all', { apiStatus: 451, apiPath: '/api/' });
    const before = bench.civitai.requests.length;
    const answer = await bench.rig.catalogue.target(bench.named('mainJob').modelId, 1, 1);
    expect(answer).toMatchObject({ ok: false, error: { code: 'http.regionBlocked' } });
    expect(bench.civitai.requests.length - before).toBe(1);
  });
});
