import { describe, expect, it } from 'vitest';
import { Bench } from '../../support/bench';

const bench = new Bench();

describe('the picture of a download', () => {
  it('disappears when the user chooses a tamer level than it has', async () => {
    const { rig } = bench;
    rig.settings.saveSettings({ ...rig.settings.settings(), maturity: 'X' });
    const id = await rig.add(bench.named('matureX'));
    await rig.reaches(id, 'completed');
    expect(rig.view(id).picture).not.toBe(null);
    expect(rig.view(id).pictureMaturity).not.toBe('PG');
    rig.settings.saveSettings({ ...rig.settings.settings(), maturity: 'PG' });
    expect(rig.view(id)).toMatchObject({ picture: null, pictureMaturity: null, blurhash: null });
  });

  it('is never one above the level that was in force', async () => {
    const id = await bench.rig.add(bench.named('matureX'));
    expect(bench.rig.view(id).picture).toBe(null);
  });
});
