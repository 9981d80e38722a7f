import { describe, expect, it } from 'vitest';
import { readHeaderClaim, readSidecar } from '../../../../electron/core/library/claims';

const HASH = 'AB'.repeat(32);
const NOTHING = { sha256: null, autoV3: null, modelId: null, versionId: null, modelName: null };
const of = (found: object) => ({ source: 'sidecar', ...NOTHING, ...found });

describe('readSidecar', () => {
  it('reads what Civitai Helper keeps of a version, and finds the file among its siblings', () => {
    const files = [
      { name: 'other.safetensors', hashes: { SHA256: 'CD'.repeat(32) } },
      { name: 'a.safetensors', hashes: { SHA256: HASH.toLowerCase() } },
    ];
    const info = { id: 20, modelId: 10, model: { name: 'Aurora' }, files };
    expect(readSidecar('.civitai.info', JSON.stringify(info), 'a.safetensors')).toEqual(
      of({ versionId: 20, modelId: 10, modelName: 'Aurora', sha256: HASH }),
    );
    // Renamed: nobody knows which of two it was.
    expect(readSidecar('.civitai.info', JSON.stringify(info), 'renamed.safetensors')?.sha256).toBeNull();
  });

  it('takes the mark of a file that was not found for nothing', () => {
    expect(readSidecar('.civitai.info', '{}', 'a.safetensors')).toBeNull();
  });

  it('reads what Stability Matrix keeps', () => {
    const info = { ModelId: 10, ModelName: 'Aurora', VersionId: 20, Hashes: { SHA256: HASH, CRC32: null } };
    expect(readSidecar('.cm-info.json', JSON.stringify(info), 'a.ckpt')).toEqual(
      of({ versionId: 20, modelId: 10, modelName: 'Aurora', sha256: HASH }),
    );
  });

  it('reads what the LoRA Manager keeps, in lower case and without a version', () => {
    const sidecar = { model_name: 'mine', sha256: HASH.toLowerCase(), autov3: 'abcdef012345', civitai: null };
    expect(readSidecar('.metadata.json', JSON.stringify(sidecar), 'a.safetensors')).toEqual(
      of({ modelName: 'mine', sha256: HASH, autoV3: 'ABCDEF012345' }),
    );
  });

  it('reads what SwarmUI and the web UIs keep', () => {
    const swarm = { 'modelspec.title': 'Mine', 'modelspec.hash_sha256': `0x${HASH}` };
    expect(readSidecar('.swarm.json', JSON.stringify(swarm), 'a.safetensors')).toEqual(
      of({ modelName: 'Mine', autoV3: HASH.slice(0, 12) }),
    );
    const webui = { 'activation text': 'aurora', sha256: HASH, modelId: 10 };
    expect(readSidecar('.json', JSON.stringify(webui), 'a.safetensors')).toEqual(
      of({ sha256: HASH, modelId: 10 }),
    );
    expect(readSidecar('.json', '{"activation text": "aurora"}', 'a.safetensors')).toBeNull();
  });

  it('believes no hash that is none, no id that is none, and cleans a name', () => {
    const hostile = {
      ModelId: -1,
      VersionId: 20,
      ModelName: 'in\u202enocent\nname',
      Hashes: { SHA256: '../../etc/passwd' },
    };
    expect(readSidecar('.cm-info.json', JSON.stringify(hostile), 'a.ckpt')).toEqual(
      of({ versionId: 20, modelName: 'in nocent name' }),
    );
  });

  it.each(['', 'null', '[]', '7', '"text"', '{', '{"files": 3}', '{"Hashes": []}'])(
    'finds nothing in %j',
    (text) => {
      for (const ending of [
        '.civitai.info',
        '.cm-info.json',
        '.metadata.json',
        '.swarm.json',
        '.json',
      ] as const)
        expect(readSidecar(ending, text, 'a.ckpt')).toBeNull();
    },
  );
});

describe('readHeaderClaim', () => {
  const header = (metadata: unknown) => JSON.stringify({ __metadata__: metadata, weight: { dtype: 'F16' } });

  it('reads what trainers and other tools write of the weights', () => {
    expect(readHeaderClaim(header({ sshs_model_hash: HASH.toLowerCase() }))?.autoV3).toBe(HASH.slice(0, 12));
    expect(readHeaderClaim(header({ 'modelspec.hash_sha256': `0x${HASH}` }))?.autoV3).toBe(HASH.slice(0, 12));
  });

  it('passes over the hash of no weights at all', () => {
    const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
    expect(readHeaderClaim(header({ sshs_model_hash: empty }))).toBeNull();
  });

  it.each([undefined, null, 3, [], { sshs_model_hash: 5 }, { sshs_model_hash: 'xyz' }])(
    'finds nothing in %j',
    (metadata) => expect(readHeaderClaim(header(metadata))).toBeNull(),
  );
});
