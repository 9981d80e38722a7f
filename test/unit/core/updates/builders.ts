import type { OwnedFile } from '../../../../electron/core/updates/judge-model';
import type { UpdateFile, UpdateModel, UpdateVersion } from '../../../../electron/core/updates/update-model';

/** Weights in the usual format; what is given replaces what is usual. */
export function file(id: number, facts: Partial<UpdateFile> = {}): UpdateFile {
  return {
    id,
    untrustedName: `file-${id}.safetensors`,
    type: 'Model',
    approximateBytes: id * 1_000_000,
    format: 'SafeTensor',
    precision: 'fp16',
    sizeClass: 'pruned',
    quantization: null,
    sha256: null,
    isPrimary: true,
    pickleScan: 'success',
    virusScan: 'success',
    ...facts,
  };
}

/** One file whose id is ten times that of the version, published a day after the version with the id before it. */
export function version(id: number, facts: Partial<UpdateVersion> = {}): UpdateVersion {
  return {
    id,
    name: `v${id}`,
    baseModel: 'SDXL 1.0',
    publishedAt: id * 86_400_000,
    access: { kind: 'open' },
    files: [file(id * 10)],
    ...facts,
  };
}

/** @param versions as the service lists them */
export function model(versions: UpdateVersion[], facts: Partial<UpdateModel> = {}): UpdateModel {
  return {
    id: 7,
    name: 'Lantern',
    type: 'LORA',
    creator: 'mira',
    mode: 'available',
    versions,
    pictures: [],
    ...facts,
  };
}

export function owned(id: number, versionId: number, facts: Partial<OwnedFile> = {}): OwnedFile {
  return {
    id,
    versionId,
    fileName: `file-${versionId * 10}.safetensors`,
    bytes: versionId * 10_000_000,
    sha256: null,
    baseModel: 'SDXL 1.0',
    ...facts,
  };
}
