import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recogniseFile } from '../../../../electron/services/inspection/inspected-version';
import type { ModelDetails, ModelFile, ModelVersion } from '../../../../shared/civitai/model';
import { failure } from '../../../../shared/failure';
import { err, ok } from '../../../../shared/result';

const file = {
  id: 1,
  untrustedName: 'fog.safetensors',
  type: 'Model',
  isPrimary: true,
  ...{ format: 'SafeTensor', precision: 'fp16', sizeClass: null, quantization: null },
  ...{ pickleScan: 'success', virusScan: 'success' },
  approximateBytes: 1_000,
  hashes: { sha256: 'AA', autoV1: 'B1', autoV2: null, autoV3: 'C3D4', crc32: null, blake3: null },
} as ModelFile;

const version = (id: number, publishedAt: number | null, baseModel = 'SDXL 1.0') =>
  ({
    id,
    name: `v${id}`,
    baseModel,
    publishedAt,
    triggerWords: ['fog'],
    pictures: [],
    access: { kind: 'open' },
    files:
      id === 1
        ? [file]
        : [{ ...file, id, hashes: { ...file.hashes, sha256: `A${id}`, autoV1: null, autoV3: null } }],
  }) as unknown as ModelVersion;

const model = (...versions: ModelVersion[]) =>
  ({
    id: 7,
    name: 'Fog',
    type: 'LORA',
    mode: 'available',
    creator: 'someone',
    tags: [],
    versions,
  }) as unknown as ModelDetails;

const placed = ok({
  kind: 'lora',
  folder: '/models/loras',
  label: 'ComfyUI › loras',
  fileName: 'fog.safetensors',
});
const isInside = (root: string, path: string) => !relative(root, path).startsWith('..');
const roots = () =>
  [{ id: 'r', layout: 'a1111', path: '/webui', further: [{ kind: 'lora', path: '/shared/loras' }] }] as never;
const needs = {
  placement: { plan: () => placed as never, roots, folderOfKind: () => null },
  places: { join, isInside },
  clock: { nowMs: () => 1_000 },
};
const asked = {
  folder: '/models/loras',
  fileName: 'fog.safetensors',
  hashes: { sha256: 'AA' },
} as const;

describe('recogniseFile', () => {
  it('says what it is, and that it lies where it belongs under its own name', () => {
    const found = recogniseFile(model(version(1, 10)), 1, asked, needs);
    expect(found.version).toMatchObject({
      modelName: 'Fog',
      versionName: 'v1',
      newer: null,
      publishedBytes: 1_000,
    });
    expect(found.place).toMatchObject({ lies: { kind: 'there' }, isOwnName: true });
  });

  it('says where it belongs, and how it would be called', () => {
    const elsewhere = { ...asked, folder: '/downloads/', fileName: 'fog (1).safetensors' };
    const found = recogniseFile(model(version(1, 10)), 1, elsewhere, needs);
    expect(found.place).toMatchObject({
      lies: { kind: 'elsewhere' },
      isOwnName: false,
      label: 'ComfyUI › loras',
    });
  });

  it('takes a folder for the same however it is written', () => {
    const found = recogniseFile(model(version(1, 10)), 1, { ...asked, folder: '/models/x/../loras' }, needs);
    expect(found.place?.lies).toEqual({ kind: 'there' });
  });

  it('names the newest later version of the same base model', () => {
    const others = [version(2, 20), version(3, 30), version(4, 40, 'Pony'), version(5, null)];
    expect(recogniseFile(model(version(1, 10), ...others), 1, asked, needs).version.newer).toEqual({
      versionId: 3,
      name: 'v3',
    });
    expect(recogniseFile(model(version(1, null), ...others), 1, asked, needs).version.newer).toBeNull();
  });

  it('believes no single witness of what is newer, as Updates does', () => {
    const newer = (...versions: ModelVersion[]) =>
      recogniseFile(model(...versions), 1, asked, needs).version.newer?.versionId ?? null;
    // The date of the old one is wrong; its id and its place in the list say that it is the old one.
    expect(newer(version(2, 20), version(1, 50))).toBe(2);
    expect(newer(version(1, 50), version(2, 20))).toBeNull();
    const early = { ...version(2, 60), access: { kind: 'earlyAccess', untilMs: null } } as ModelVersion;
    expect(newer(early, version(1, 50))).toBeNull();
  });

  it('knows the published file by its weights or its middle as well', () => {
    for (const hashes of [{ autoV3: 'C3D4' }, { autoV1: 'B1' }])
      expect(recogniseFile(model(version(1, 10)), 1, { ...asked, hashes }, needs).place).not.toBeNull();
    const found = recogniseFile(model(version(1, 10)), 1, { ...asked, hashes: { autoV1: 'XX' } }, needs);
    expect([found.place, found.version.publishedBytes]).toEqual([null, null]);
  });

  it('says nothing of a place while no folder has been chosen, and of a version that is gone whose it is', () => {
    const without = {
      ...needs,
      placement: { plan: () => err(failure('input.folderNotChosen')), roots, folderOfKind: () => null },
    };
    expect(recogniseFile(model(version(1, 10)), 1, asked, without).place).toBeNull();
    const gone = recogniseFile(model(version(1, 10)), 9, asked, needs);
    expect(gone).toMatchObject({
      version: { modelName: 'Fog', versionId: 9, versionName: null },
      place: null,
    });
  });

  it.each([
    ['/models/loras/Pony', { kind: 'there' }],
    ['/webui/models/Lora', { kind: 'otherProgram', label: 'AUTOMATIC1111 › Lora' }],
    ['/webui/models/Lora/deep/er', { kind: 'otherProgram', label: 'AUTOMATIC1111 › Lora' }],
    ['/shared/loras', { kind: 'otherProgram', label: 'AUTOMATIC1111 › loras' }],
  ] as const)('says of %s what is true of it, where somebody sorted it by hand', (folder, lies) => {
    const known = { ...asked, folder, fileName: 'fog (2).safetensors' };
    expect(recogniseFile(model(version(1, 10)), 1, known, needs).place).toMatchObject({
      lies,
      isOwnName: true,
    });
  });

  it('says of the folder for its kind that a template would put it deeper', () => {
    const deeper = ok({ ...placed.value, folder: '/webui/models/Lora/SDXL' });
    const placement = { ...needs.placement, plan: () => deeper as never };
    const lying = { ...asked, folder: '/webui/models/Lora' };
    const found = recogniseFile(model(version(1, 10)), 1, lying, { ...needs, placement });
    expect(found.place?.lies).toEqual({ kind: 'unsorted', label: 'AUTOMATIC1111 › Lora' });
  });
});
