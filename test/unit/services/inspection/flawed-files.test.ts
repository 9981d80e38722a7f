import { describe, expect, it } from 'vitest';
import { failure } from '../../../../shared/failure';
import { err, ok } from '../../../../shared/result';
import { InspectionRig, indexed, PUBLISHED } from '../../../support/inspection-rig';

const OTHER = 'F'.repeat(64);

describe('a file that is cut short by its own header', () => {
  const flaw = { kind: 'cutShort', promisedBytes: 4_000 } as const;
  const cut = () => {
    const rig = new InspectionRig();
    rig.bytes = 1_000;
    rig.said = { flaw, claim: null };
    return rig;
  };

  it('is told at once, and is never read', async () => {
    const rig = cut();
    const file = { untrustedName: 'fog.ckpt', hashes: { sha256: PUBLISHED, autoV1: null, autoV3: null } };
    rig.whole = ok({ modelId: 7, versionId: 70, file: file as never });
    const added = rig.inspections.add(['/here/mine.safetensors']);
    await rig.until(() => rig.file !== undefined);
    expect(rig.file).toMatchObject({ flaw, bytes: 1_000 });
    await added;
    await rig.until(() => rig.file?.stage.kind === 'done');
    expect(rig.file).toMatchObject({
      identity: { kind: 'cut', version: { modelName: 'Fog', publishedBytes: 4_000 } },
    });
    expect([rig.reads, rig.posts]).toEqual([[], []]);
  });

  it('is looked for by all that is known of it', async () => {
    const rig = cut();
    const claim = { source: 'sidecar', sha256: OTHER, autoV3: null, modelName: null } as const;
    rig.said = { flaw, claim: { ...claim, modelId: 5, versionId: 50 } };
    await rig.inspections.add(['/here/a.safetensors']);
    await rig.until(() => rig.file?.stage.kind === 'done');
    expect(rig.wholesAsked).toMatchObject([
      { sha256: OTHER, place: { modelId: 5, versionId: 50 }, bytes: 1_000, promisedBytes: 4_000 },
    ]);
    const known = cut();
    known.library = [
      indexed({ path: '/here/a.safetensors', standing: 'incomplete', formerSha256: PUBLISHED }),
    ];
    await known.inspections.add(['/here/a.safetensors']);
    await known.until(() => known.file?.stage.kind === 'done');
    expect(known.wholesAsked).toMatchObject([{ sha256: PUBLISHED, place: { modelId: 7, versionId: 70 } }]);
    expect(known.file).toMatchObject({ identity: { kind: 'unknown' } });
  });

  it('stays cut short when Civitai cannot be asked', async () => {
    const rig = cut();
    rig.whole = err(failure('network.offline'));
    await rig.inspections.add(['/here/a.safetensors']);
    await rig.until(() => rig.file?.stage.kind === 'failed');
    expect(rig.file).toMatchObject({ flaw });
  });
});

it('neither reads nor asks about what is no model', async () => {
  const rig = new InspectionRig();
  rig.said = { flaw: { kind: 'noModel', what: 'webPage' }, claim: null };
  await rig.inspections.add(['/here/a.safetensors']);
  await rig.until(() => rig.file?.stage.kind === 'done');
  expect([rig.reads, rig.posts, rig.askedByPart, rig.wholesAsked]).toEqual([[], [], [], []]);
});

it('reads one that is longer than its header says like any other', async () => {
  const rig = new InspectionRig();
  rig.said = { flaw: { kind: 'tooLong', promisedBytes: 3_000 }, claim: null };
  await rig.inspections.add(['/here/a.safetensors']);
  await rig.until(() => rig.reads.length === 1);
  await rig.end(PUBLISHED);
  expect(rig.file).toMatchObject({ identity: { kind: 'sameBytes' }, flaw: { kind: 'tooLong' } });
});
