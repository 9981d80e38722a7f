import { describe, expect, it } from 'vitest';
import { Asking } from '../../../../electron/services/bulk/asking';
import { type BrokenFile, WholeFiles } from '../../../../electron/services/library/whole-files';
import { failure } from '../../../../shared/failure';
import { err, ok } from '../../../../shared/result';

const SHA = 'A'.repeat(64);
const V3 = '0123456789AB';
const V1 = 'B1B1B1B1';
const file = (id: number, approximateBytes: number, hashes: Readonly<Record<string, string>> = {}) => ({
  ...{ id, approximateBytes, untrustedName: `${id}.safetensors` },
  hashes: { sha256: null, autoV1: null, autoV3: null, ...hashes },
});

const broken: BrokenFile = {
  ...{ path: '/models/cut.safetensors', fileName: 'cut.safetensors', bytes: 2_000_000 },
  ...{ promisedBytes: 6_000_000, sha256: null, place: null },
};

function rig(files: readonly unknown[], header: object | null = null) {
  const asked: string[] = [];
  const wholes = new WholeFiles({
    catalogue: {
      findByHash: async (hash) => {
        asked.push(hash);
        return [SHA, V3, V1].includes(hash)
          ? ok({ modelId: 7, versionId: 70, files: [] })
          : err(failure('input.unknownHash'));
      },
      whole: async () => ok({ model: { versions: [{ id: 70, files }] } } as never),
    },
    files: {
      glance: async () =>
        ok({ autoV1: V1, weights: null, header: header === null ? null : JSON.stringify(header) }),
    },
  });
  const find = async (change: Partial<BrokenFile> = {}) => {
    const found = await wholes.find({ ...broken, ...change }, new Asking(new AbortController().signal));
    if (!found.ok) throw new Error(found.error.code);
    return found.value?.file.id ?? null;
  };
  return { find, asked };
}

describe('what a cut file is a part of', () => {
  it('is what had the bytes that it had', async () => {
    const { find, asked } = rig([file(1, 6_000_000), file(2, 6_000_100, { sha256: SHA })]);
    expect(await find({ sha256: SHA })).toBe(2);
    expect(asked).toEqual([SHA]);
  });

  it('is the file of the version that it is said to be that has the promised size', async () => {
    const { find, asked } = rig([file(1, 2_000_000), file(2, 6_000_100)]);
    expect(await find({ place: { modelId: 7, versionId: 70 } })).toBe(2);
    expect(asked).toEqual([]);
  });

  it('is nobody’s guess among two of that size', async () => {
    expect(
      await rig([file(1, 6_000_000), file(2, 6_000_100)]).find({ place: { modelId: 7, versionId: 70 } }),
    ).toBeNull();
  });

  it('is told by its name, or by being alone, where the header promises nothing', async () => {
    const place = { modelId: 7, versionId: 70 };
    const { find } = rig([file(1, 5), file(2, 6)]);
    expect(await find({ place, promisedBytes: null, fileName: '2.safetensors' })).toBe(2);
    expect(await find({ place, promisedBytes: null })).toBeNull();
    expect(await rig([file(1, 5)]).find({ place, promisedBytes: null })).toBe(1);
  });

  it('is led to by the hash of its weights that its trainer wrote down', async () => {
    const { find, asked } = rig([file(1, 6_000_000, { autoV3: V3 })], {
      __metadata__: { sshs_model_hash: `${V3}${'0'.repeat(52)}` },
    });
    expect(await find()).toBe(1);
    expect(asked).toEqual([V3]);
  });

  it('is led to by its middle, if the size is that of the whole', async () => {
    expect(await rig([file(1, 6_000_000, { autoV1: V1 })]).find()).toBe(1);
    expect(await rig([file(1, 9_000_000, { autoV1: V1 })]).find()).toBeNull();
  });

  it('is not asked by a middle that is not all there', async () => {
    const { find, asked } = rig([file(1, 6_000_000, { autoV1: V1 })]);
    expect(await find({ bytes: 1_050_000 })).toBeNull();
    expect(asked).toEqual([]);
  });
});
