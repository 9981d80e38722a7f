import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Of } from '../../support/bench';
import { CliBench } from './cli-bench';

const bench = new CliBench();

describe('civet search', () => {
  it('lists models with the address of their page', async () => {
    const { modelId, modelName } = bench.civitai.named.mainJob;
    const { code, stdout } = await bench.run(['search', 'aurora', 'fjord', 'light']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      new RegExp(
        `^${modelName} \\(LORA, SDXL 1\\.0, by .*, 25\\.2 MB\\)\\n +https://civitai\\.com/models/${modelId}$`,
        'm',
      ),
    );
  });

  it('gives one event a model, and an end', async () => {
    const { events } = await bench.run(['search', '--count', '70', '--maturity', 'XXX', '--json']);
    expect(events).toHaveLength(71);
    expect(new Set(events.map(({ id }) => id)).size).toBe(71);
    expect(events.at(-1)).toEqual({ status: 'done', count: 70, hasMore: true });
  });

  it('shows nothing above PG unless asked', async () => {
    const { modelName } = bench.civitai.named.matureX;
    const tame = await bench.run(['search', ...modelName.split(' ')]);
    expect([tame.code, tame.stdout]).toEqual([3, '']);
    const asked = await bench.run(['search', ...modelName.split(' '), '--maturity', 'X']);
    expect(asked.stdout).toContain(modelName);
  });

  it('takes types and base models in any case', async () => {
    const { modelName } = bench.civitai.named.mainJob;
    const flags = ['--type', 'lora', '--base-model', 'sdxl1.0'];
    const { code, stdout } = await bench.run(['search', ...modelName.split(' '), ...flags]);
    expect([code, stdout]).toEqual([0, expect.stringContaining(modelName)]);
  });

  it('refuses a type that there is not, and lists those there are', async () => {
    const { code, stderr } = await bench.run(['search', 'aurora', '--type', 'lorra']);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/no type “lorra”\.\nDid you mean “LORA”\? Its types are Checkpoint, /),
    ]);
  });

  it('hints at a base model that Civitai does not list', async () => {
    const { code, stderr } = await bench.run(['search', 'aurora', '--base-model', 'SDXL 1.1']);
    expect([2, 3]).toContain(code);
    expect(stderr).toMatch(/no base model “SDXL 1\.1”\..*“SDXL 1\.0”/s);
  });

  it('leaves no trace on disk', async () => {
    await bench.run(['search', 'aurora']);
    expect(await readdir(bench.home)).toEqual([]);
  });

  it('says that Civitai cannot be reached', async () => {
    const { code, stderr } = await bench.run(['search', 'fox'], { origin: 'http://127.0.0.1:9' });
    expect(code).toBe(9);
    expect(stderr).toMatch(/The server does not answer/);
  });
});

describe('civet identify', () => {
  async function fetched(key: 'mainJob' | 'checkpoint'): Promise<string> {
    const { events } = await bench.run(bench.get(bench.civitai.named[key]));
    return String(events.at(-1)?.path);
  }

  it('names the model of a file by its hash, with every hash it measured', async () => {
    const { modelId, versionId, sha256, bytes } = bench.civitai.named.mainJob;
    const file = await fetched('mainJob');
    const listing = await bench.run(['get', String(versionId), '--dry-run', '--json']);
    const published = listing.events[0]?.hashes as Readonly<Record<string, string>>;
    const { code, events } = await bench.run(['identify', file, '--json']);
    const { autoV1, autoV2, autoV3, crc32 } = published;
    expect(code).toBe(0);
    expect(events).toEqual([
      expect.objectContaining({
        status: 'identified',
        file,
        modelId,
        versionId,
        by: 'sha256',
        bytes,
        url: `https://civitai.com/models/${modelId}?modelVersionId=${versionId}`,
        hashes: { sha256, autoV1, autoV2, autoV3, crc32 },
      }),
      { status: 'done', count: 1, failed: 0 },
    ]);
  });

  it('knows weights again whose header was edited, and says that it is no more than that', async () => {
    const file = await fetched('mainJob');
    const bytes = await readFile(file);
    const length = Number(bytes.readBigUInt64LE(0));
    const header = Buffer.from(`${bytes.subarray(8, 8 + length).toString('utf8')}    `);
    const size = Buffer.alloc(8);
    size.writeBigUInt64LE(BigInt(header.length));
    const edited = join(bench.models, 'edited.safetensors');
    await writeFile(edited, Buffer.concat([size, header, bytes.subarray(8 + length)]));
    const { code, stdout } = await bench.run(['identify', edited]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Aurora Fjord Light, v3\.0 .* Only its weights are the same/);
  });

  it('goes through all files, and ends with the code of the first that is not known', async () => {
    const known = await fetched('checkpoint');
    const own = join(bench.models, 'own.safetensors');
    await writeFile(own, 'something of my own');
    const missing = join(bench.models, 'missing.safetensors');
    const { code, events } = await bench.run(['identify', own, missing, known, bench.models, '--json']);
    expect(events.map(({ status, code: why }) => [status, why])).toEqual([
      ['failed', 'input.unknownHash'],
      ['failed', 'input.unreadableFile'],
      ['identified', undefined],
      ['failed', 'input.unreadableFile'],
      ['done', undefined],
    ]);
    expect(events.at(-1)).toEqual({ status: 'done', count: 4, failed: 3 });
    expect(code).toBe(3);
  });

  it('reads without a trace: it is not what makes a file used', async () => {
    const own = join(bench.models, 'unused.safetensors');
    await writeFile(own, 'something of my own');
    // Long enough ago that every file system that notes reads notes the next one.
    const longAgo = new Date('2020-01-01');
    await utimes(own, longAgo, longAgo);
    await bench.run(['identify', own, '--json']);
    expect((await stat(own)).atime).toEqual(longAgo);
  });

  it('says the hashes of a file that nobody knows, for whoever looks for it elsewhere', async () => {
    const own = join(bench.models, 'own.safetensors');
    await writeFile(own, 'something of my own');
    const { code, stdout } = await bench.run(['identify', own]);
    expect(code).toBe(3);
    expect(stdout).toContain((await sha256Of(own)).toUpperCase());
  });
});
