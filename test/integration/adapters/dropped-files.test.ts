import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeDroppedFiles } from '../../../electron/adapters/dropped-files';
import { temporaryFolder } from '../../support/rig';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder('dropped-files');
});
afterEach(() => folder.remove());

describe('nodeDroppedFiles', () => {
  it('tells folders, files and lists apart, and what cannot be looked at', async () => {
    const path = (name: string) => join(folder.path, name);
    await mkdir(path('models'));
    await writeFile(path('a.safetensors'), 'a');
    await writeFile(path('links.txt'), 'b');
    const sorted = await nodeDroppedFiles.sort(
      ['models', 'a.safetensors', 'a.safetensors', 'links.txt', 'gone.pt'].map(path),
    );
    expect(sorted).toMatchObject({
      folders: [path('models')],
      files: [path('a.safetensors')],
      lists: [path('links.txt')],
      unreadable: [{ path: path('gone.pt') }],
    });
  });

  it('reads the header of a file, what kind of weights it lists, and the part in its middle', async () => {
    const tensors = ['down', 'up'].map((side) => [
      `lora_unet_down_blocks_0_attentions_0_proj_in.lora_${side}.weight`,
      { dtype: 'F16', shape: [4, 4], data_offsets: [0, 32] },
    ]);
    const header = Buffer.from(
      JSON.stringify({ __metadata__: { ss_network_dim: '4' }, ...Object.fromEntries(tensors) }),
    );
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    const path = join(folder.path, 'own.safetensors');
    await writeFile(path, Buffer.concat([length, header, Buffer.alloc(2 * 1024 * 1024, 5)]));
    const glance = await nodeDroppedFiles.glance(path);
    expect(glance).toMatchObject({ ok: true, value: { header: header.toString(), weights: 'lora' } });
    expect(glance.ok && glance.value.autoV1).toMatch(/^[0-9A-F]{8}$/);
    const small = join(folder.path, 'small.ckpt');
    await writeFile(small, 'small');
    expect(await nodeDroppedFiles.glance(small)).toMatchObject({
      value: { header: null, weights: null, autoV1: null },
    });
  });
});
