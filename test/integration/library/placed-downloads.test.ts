import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadRecord } from '../../../electron/core/ports';
import type { Verification } from '../../../shared/download/state';
import type { DownloadId } from '../../../shared/ids';
import { LibraryRig } from '../../support/library-rig';
import { temporaryFolder } from '../../support/rig';

const HASH = 'AB'.repeat(32);
const NOW = Date.UTC(2030, 0, 1);
const noHashes = { sha256: null, autoV1: null, autoV2: null, autoV3: null, crc32: null, blake3: null };

const recordWith = (verification: Verification): DownloadRecord => ({
  id: 'a download' as DownloadId,
  target: {
    ...{ modelId: 1, versionId: 2, fileId: 3 },
    ...{ modelName: 'Fjord', versionName: 'v1', modelType: 'LORA', baseModel: null, creator: null },
    file: {
      untrustedName: 'a.safetensors',
      type: 'Model',
      format: 'SafeTensor',
      precision: null,
      sizeClass: null,
      approximateBytes: null,
    },
    hashes: noHashes,
    ...{ pictureUrl: null, pictureMaturity: null, blurhash: null },
  },
  layout: 'comfyui',
  folderKind: 'lora',
  kindDecision: null,
  root: '/models',
  folder: '/models/loras',
  subfolder: '',
  fileName: 'a.safetensors',
  partPath: '/models/loras/a.safetensors.part',
  state: { kind: 'completed', finalName: 'a.safetensors', atMs: NOW, verification },
  durableBytes: 40,
  totalBytes: 40,
  failedAttempts: 0,
  addedAtMs: NOW,
  isListed: true,
  priority: 'normal',
  rank: 'a',
  queuedAtMs: NOW,
  startedAtMs: NOW,
  mountPath: null,
});

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let rig: LibraryRig;

beforeEach(async () => {
  folder = await temporaryFolder('library-placed');
  // Nothing is scanned here, so no thread begins.
  const script = pathToFileURL('/no thread');
  rig = new LibraryRig({ origin: 'http://127.0.0.1:9', script, profile: folder.path, roots: [] });
});
afterEach(async () => {
  await rig.library.stop();
  await folder.remove();
});

const standingWith = async (verification: Verification) => {
  rig.downloads = [recordWith(verification)];
  await rig.library.notePlaced();
  return rig.file('a.safetensors').standing;
};

describe('what the library says of a download', () => {
  it('is "verified" only where a published hash has proven it', async () => {
    expect(await standingWith({ kind: 'unverified', sha256: HASH })).toBe('claimed');
  });

  it('follows a proof that comes later', async () => {
    await standingWith({ kind: 'unverified', sha256: HASH });
    expect(await standingWith({ kind: 'verified', by: 'sha256', sha256: HASH })).toBe('known');
  });

  it('follows a refutation that comes later', async () => {
    await standingWith({ kind: 'unverified', sha256: HASH });
    expect(await standingWith({ kind: 'unverified', sha256: HASH, isRefuted: true })).toBe('refuted');
  });
});
