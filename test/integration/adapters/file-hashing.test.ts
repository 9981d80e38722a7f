import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { beginIdentifyingHashes, NodeFileHashing } from '../../../electron/adapters/file-hashing';
import type { MeasuredHashes } from '../../../electron/core/download/verify';
import type { HashKind } from '../../../shared/download/state';
import { type Civitai, startCivitai } from '../../support/civitai/index.mjs';

let civitai: Civitai;
beforeAll(async () => {
  civitai = await startCivitai({ port: 0, seed: 7, models: 300 });
});
afterAll(() => civitai.close());

const KINDS = ['sha256', 'autoV2', 'blake3', 'crc32', 'autoV1', 'autoV3'] as const satisfies HashKind[];
const hashing = new NodeFileHashing();

interface Published {
  readonly hashes: Readonly<Record<string, string>>;
  readonly bytes: Uint8Array;
}

/** A file of this container with all six true hashes published, from `least` to `most` bytes, as the service serves it. */
async function published(container: string, least: number, most: number): Promise<Published> {
  for (const model of civitai.catalogue.models) {
    if (model.isDocumented || model.poi || model.mode !== null || model.dialect !== 'today') continue;
    for (const version of model.versions) {
      const file = version.files.find(
        (entry) =>
          entry.container === container &&
          entry.bytes >= least &&
          entry.bytes <= most &&
          entry.hashes === 'true' &&
          entry.flaw === undefined,
      );
      const isOpen = version.availability === 'Public' && version.usageControl === 'Download';
      if (file === undefined || !isOpen || version.requireAuth || version.paidAccess !== null) continue;
      const listed = (await (
        await fetch(`${civitai.origin}/api/v1/model-versions/${version.id}`)
      ).json()) as {
        files: { id: number; hashes: Record<string, string> }[];
      };
      const hashes = listed.files.find(({ id }) => id === file.id)?.hashes;
      const answer = await fetch(`${civitai.origin}/api/download/models/${version.id}?fileId=${file.id}`, {
        headers: { 'user-agent': 'Civet/tests' },
      });
      if (hashes === undefined || !answer.ok) continue;
      return { hashes, bytes: new Uint8Array(await answer.arrayBuffer()) };
    }
  }
  throw new Error(`No ${container} of ${least} to ${most} bytes in the catalogue.`);
}

async function measure(bytes: Uint8Array, kind: HashKind, chunkLength: number): Promise<MeasuredHashes> {
  const hasher = await hashing.begin(kind);
  for (let from = 0; from < bytes.length; from += chunkLength)
    hasher.update(bytes.subarray(from, from + chunkLength));
  return hasher.digest();
}

function expected(hashes: Published['hashes'], kind: HashKind): string | undefined {
  return Object.entries(hashes).find(([name]) => name.toLowerCase() === kind.toLowerCase())?.[1];
}

describe('NodeFileHashing', () => {
  it.each([
    ['safetensors', 20_000, 300_000, [1, 7, 4_096]],
    ['safetensors', 2_097_152, 8_000_000, [7, 4_096, 1_000_003]],
    ['gguf', 20_000, 4_000_000, [7, 4_096]],
    ['zip', 20_000, 4_000_000, [7, 4_096]],
  ] as const)(
    'measures of a %s of %i bytes and more what Civitai publishes',
    async (container, least, most, chunks) => {
      const { bytes, hashes } = await published(container, least, most);
      expect(bytes.length).toBeGreaterThanOrEqual(least);
      for (const kind of KINDS) {
        const wanted = expected(hashes, kind);
        if (wanted === undefined) {
          // Only a file with a header of tensors has an AutoV3, and only a long one an AutoV1 of its own.
          expect(['autoV1', 'autoV3'], `${kind} is published`).toContain(kind);
          continue;
        }
        for (const length of chunks) {
          const measured = await measure(bytes, kind, length);
          expect(measured[kind], `${kind} in pieces of ${length}`).toBe(wanted);
          expect(measured.sha256).toBe(expected(hashes, 'sha256'));
        }
      }
    },
  );

  it('sees a single changed bit, wherever it is', async () => {
    const { bytes } = await published('safetensors', 20_000, 300_000);
    for (const kind of ['sha256', 'blake3', 'crc32'] as const) {
      const whole = (await measure(bytes, kind, 4_096))[kind];
      for (const place of [0, bytes.length >> 1, bytes.length - 1]) {
        const changed = bytes.slice();
        changed[place] = (changed[place] ?? 0) ^ 1;
        expect((await measure(changed, kind, 4_096))[kind]).not.toBe(whole);
      }
    }
  });

  it('measures no kind that was not asked for beside SHA-256 and its beginning', async () => {
    const hasher = await hashing.begin(null);
    hasher.update(new TextEncoder().encode('abc'));
    const sha256 = 'BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD';
    expect(hasher.digest()).toEqual({ sha256, autoV2: sha256.slice(0, 10) });
  });
});

describe('beginIdentifyingHashes', () => {
  it('measures in one pass what each kind by itself does', async () => {
    const { bytes } = await published('safetensors', 2_097_152, 8_000_000);
    const hasher = beginIdentifyingHashes();
    for (let from = 0; from < bytes.length; from += 4_099) hasher.update(bytes.subarray(from, from + 4_099));
    const measured = hasher.digest();
    for (const kind of ['sha256', 'autoV1', 'autoV2', 'autoV3', 'crc32'] as const) {
      expect(measured[kind], kind).toBe((await measure(bytes, kind, 65_536))[kind]);
    }
  });
});
