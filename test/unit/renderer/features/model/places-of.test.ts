import { describe, expect, it } from 'vitest';
import { placesOf } from '../../../../../renderer/features/model/places-of';
import type { DownloadPlan } from '../../../../../shared/ipc/contract';

const plan = (
  placePath: string,
  approximateBytes: number | null,
  freeBytes: number | null,
): DownloadPlan => ({
  fileName: 'a',
  placeLabel: `label ${placePath}`,
  placePath,
  placeReason: { kind: 'lora', code: 'modelType', fileType: 'Model', modelType: 'LORA', baseModel: null },
  freeBytes,
  approximateBytes,
  needsRiskAccepted: false,
  existing: null,
});

describe('placesOf', () => {
  it('names each folder once, with how many files go there', () => {
    const places = placesOf([plan('/vae', 1, 100), plan('/loras', 1, 100), plan('/vae', 1, 100)]);
    expect(places.map(({ label, count }) => [label, count])).toEqual([
      ['label /vae', 2],
      ['label /loras', 1],
    ]);
  });

  it('says when the files of a folder together need more than is free, though each alone would fit', () => {
    const [place] = placesOf([plan('/vae', 60, 100), plan('/vae', 60, 100)]);
    expect(place).toMatchObject({ isTooSmall: true, freeBytes: 100 });
    expect(placesOf([plan('/vae', 60, null), plan('/vae', null, null)])[0]?.isTooSmall).toBe(false);
  });
});
