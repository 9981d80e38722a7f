import { describe, expect, it } from 'vitest';
import { type JudgeTerms, judgeModel, type OwnedFile } from '../../../../electron/core/updates/judge-model';
import type { UpdateModel } from '../../../../electron/core/updates/update-model';
import { file, model, owned, version } from './builders';

const terms: JudgeTerms = {
  preference: { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' },
  nowMs: 1_000 * 86_400_000,
  ignoredVersionIds: new Set(),
};

/** "updates SDXL 1.0: 3/30 for 1", one line for each thing told. */
function told(
  files: readonly OwnedFile[],
  about: UpdateModel | 'gone',
  change: Partial<JudgeTerms> = {},
): readonly string[] {
  return judgeModel(files, about, { ...terms, ...change }).map(
    ({ part, baseModel, offered, oldFileIds, aheadVersionId }) => {
      const what = offered === null ? '' : ` ${baseModel}: ${offered.versionId}/${offered.fileId}`;
      const ahead = aheadVersionId === null ? '' : `, ahead ${aheadVersionId}`;
      return `${part}${what} for ${oldFileIds.join(' ')}${ahead}`;
    },
  );
}

const earlyAccess = { kind: 'earlyAccess', untilMs: 2_000 * 86_400_000 } as const;

describe('judgeModel', () => {
  it('offers the newest version and not one in between', () => {
    expect(told([owned(1, 1)], model([version(3), version(2), version(1)]))).toEqual([
      'updates SDXL 1.0: 3/30 for 1',
    ]);
  });

  it('tells nothing to who has the newest', () => {
    expect(told([owned(1, 3)], model([version(3), version(2), version(1)]))).toEqual([]);
  });

  it('never offers another base model as an update, and tells of it apart', () => {
    const pony = version(4, { baseModel: 'Pony' });
    expect(told([owned(1, 1)], model([pony, version(3), version(1)]))).toEqual([
      'updates SDXL 1.0: 3/30 for 1',
      'otherBases Pony: 4/40 for 1',
    ]);
    expect(told([owned(1, 3)], model([pony, version(3)]))).toEqual(['otherBases Pony: 4/40 for 1']);
  });

  it('tells nothing of another base model that came out before what is here', () => {
    expect(told([owned(1, 3)], model([version(3), version(2, { baseModel: 'Pony' })]))).toEqual([]);
  });

  it('updates each base model by its own', () => {
    const versions = [
      version(4, { baseModel: 'Pony' }),
      version(3),
      version(2, { baseModel: 'Pony' }),
      version(1),
    ];
    const files = [owned(1, 1), owned(2, 2, { baseModel: 'Pony' })];
    expect(told(files, model(versions))).toEqual([
      'updates SDXL 1.0: 3/30 for 1',
      'updates Pony: 4/40 for 2',
    ]);
  });

  it('leaves old files in peace beside newer ones', () => {
    const versions = [version(3), version(2), version(1)];
    expect(told([owned(1, 1), owned(2, 3)], model(versions))).toEqual([]);
    expect(told([owned(1, 1), owned(2, 2)], model(versions))).toEqual(['updates SDXL 1.0: 3/30 for 2']);
  });

  it('gathers several old files for one new one, and keeps two precisions apart', () => {
    const pair = (id: number) => [
      file(id * 10, { sha256: `${id}A` }),
      file(id * 10 + 1, { sha256: `${id}B`, precision: 'fp32', sizeClass: 'full', isPrimary: false }),
    ];
    const versions = [version(2, { files: pair(2) }), version(1, { files: pair(1) })];
    const files = [
      owned(1, 1, { sha256: '1A' }),
      owned(2, 1, { sha256: '1A' }),
      owned(3, 1, { sha256: '1B' }),
    ];
    expect(told(files, model(versions))).toEqual([
      'updates SDXL 1.0: 2/20 for 1 2',
      'updates SDXL 1.0: 2/21 for 3',
    ]);
  });

  it('says what is in early access, and offers the newest that is free', () => {
    const versions = [version(3, { access: earlyAccess }), version(2), version(1)];
    expect(told([owned(1, 1)], model(versions))).toEqual(['updates SDXL 1.0: 2/20 for 1, ahead 3']);
    expect(told([owned(1, 2)], model(versions))).toEqual(['restricted SDXL 1.0: 3/30 for 1']);
    expect(told([owned(1, 2)], model(versions), { nowMs: earlyAccess.untilMs })).toEqual([
      'updates SDXL 1.0: 3/30 for 1',
    ]);
  });

  it('says what has to be paid, and offers nothing that cannot be downloaded', () => {
    expect(told([owned(1, 1)], model([version(2, { access: { kind: 'paid' } }), version(1)]))).toEqual([
      'restricted SDXL 1.0: 2/20 for 1',
    ]);
    expect(
      told([owned(1, 1)], model([version(2, { access: { kind: 'downloadsDisabled' } }), version(1)])),
    ).toEqual([]);
  });

  it('passes over a newest version that has no files', () => {
    expect(told([owned(1, 1)], model([version(3, { files: [] }), version(2), version(1)]))).toEqual([
      'updates SDXL 1.0: 2/20 for 1',
    ]);
  });

  it('does not believe a date against the order and the ids', () => {
    const versions = [version(2, { publishedAt: 1 }), version(1, { publishedAt: 500 * 86_400_000 })];
    expect(told([owned(1, 1)], model(versions))).toEqual(['updates SDXL 1.0: 2/20 for 1']);
    expect(told([owned(1, 2)], model(versions))).toEqual([]);
  });

  it('updates a file whose version was deleted, by its base model as it was told', () => {
    expect(told([owned(1, 2)], model([version(3), version(1)]))).toEqual(['updates SDXL 1.0: 3/30 for 1']);
  });

  it('says of a deleted version that it is gone, when there is nothing newer', () => {
    expect(told([owned(1, 5), owned(2, 3)], model([version(3), version(1)]))).toEqual(['gone for 1']);
  });

  it('says of a model that is gone or archived what is left of it here', () => {
    expect(told([owned(1, 1), owned(2, 2)], 'gone')).toEqual(['gone for 1 2']);
    expect(told([owned(1, 1)], model([version(2), version(1)], { mode: 'archived' }))).toEqual([
      'gone for 1',
    ]);
  });

  it('takes a list that has lost its versions for no answer', () => {
    expect(told([owned(1, 1)], model([]))).toEqual([]);
  });

  it('is silent about an ignored version and those before it, and speaks of the next', () => {
    const versions = [version(3), version(2), version(1)];
    const ignored = { ignoredVersionIds: new Set([3]) };
    expect(told([owned(1, 1)], model(versions), ignored)).toEqual([]);
    expect(told([owned(1, 1)], model([version(4), ...versions]), ignored)).toEqual([
      'updates SDXL 1.0: 4/40 for 1',
    ]);
  });

  it('still offers one base model when a version for another one is ignored', () => {
    const versions = [version(3, { baseModel: 'Pony' }), version(2), version(1)];
    expect(told([owned(1, 1)], model(versions), { ignoredVersionIds: new Set([3]) })).toEqual([
      'updates SDXL 1.0: 2/20 for 1',
    ]);
  });

  it('updates a VAE by a VAE, and tells nothing where the new version has none', () => {
    const withVae = (id: number) => [file(id * 10), file(id * 10 + 1, { type: 'VAE', isPrimary: false })];
    const vae = owned(1, 1, { fileName: 'file-11.safetensors' });
    const old = version(1, { files: withVae(1) });
    expect(told([vae], model([version(2, { files: withVae(2) }), old]))).toEqual([
      'updates SDXL 1.0: 2/21 for 1',
    ]);
    expect(told([vae], model([version(2), old]))).toEqual([]);
  });
});
