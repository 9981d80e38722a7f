import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Civitai } from '../../support/civitai/index.mjs';
import { CliBench, sha256Of } from './cli-bench';

const bench = new CliBench();

describe('civet get', () => {
  it('fetches, proves and places a file, and says so in the last line', async () => {
    const model = bench.civitai.named.mainJob;
    const { code, events, stderr } = await bench.run(bench.get(model));
    const path = join(bench.models, model.fileName);
    expect(code).toBe(0);
    expect(events.at(-1)).toMatchObject({
      status: 'completed',
      path,
      sha256: model.sha256,
      bytes: model.bytes,
      isVerified: true,
      wasThere: false,
    });
    expect(Number(events.at(-1)?.hashTailMs)).toBeGreaterThan(0);
    expect(await sha256Of(path)).toBe(model.sha256);
    expect(await bench.files()).toEqual([model.fileName]);
    expect(events.map(({ status }) => status).filter((status) => status !== 'progress')).toEqual([
      'chosen',
      'queued',
      'probing',
      'transferring',
      'verifying',
      'finalizing',
      'completed',
    ]);
    expect(stderr).toBe('');
  });

  it('gives people the path alone on standard output, and plain sentences beside it', async () => {
    const model = bench.civitai.named.mainJob;
    const { code, stdout, stderr } = await bench.run(['get', String(model.versionId)], { cwd: bench.models });
    expect(code).toBe(0);
    expect(stdout).toBe(`${join(bench.models, model.fileName)}\n`);
    expect(stderr).toMatch(/^Aurora Fjord Light, v3\.0 \(LORA, SDXL 1\.0, .*\)$/m);
    expect(stderr).toMatch(/Chosen \(preferred: SafeTensor, fp16, pruned\)\. This version has 3 other files/);
    expect(stderr).toMatch(/SHA-256 .* is the one that Civitai publishes/);
    // No line is drawn over where there is no terminal.
    expect(stderr).not.toContain('\r');
  });

  it.each([
    ['a link', ({ modelId }: { modelId: number }) => `/models/${modelId}`],
    [
      'a link to a version',
      (file: { modelId: number; versionId: number }) =>
        `/models/${file.modelId}/a-name?modelVersionId=${file.versionId}`,
    ],
    ['a download link', ({ versionId }: { versionId: number }) => `/api/download/models/${versionId}`],
  ])('takes %s', async (_what, linkTo) => {
    const model = bench.civitai.named.checkpoint;
    const link = bench.civitai.origin + linkTo(model);
    const { code, events } = await bench.run(['get', link, '--to', bench.models, '--json']);
    expect([code, events.at(-1)?.sha256]).toEqual([0, model.sha256]);
  });

  it.each(['sha256', 'autoV2', 'autoV3', 'crc32'])(
    'takes the %s of a file and fetches that one',
    async (kind) => {
      const model = bench.civitai.named.mainJob;
      const second = model.files[1];
      if (second === undefined) throw new Error('The version has one file only.');
      const plan = await bench.run(bench.get(model, '--file', String(second.fileId), '--dry-run'));
      const hashes = plan.events[0]?.hashes as Readonly<Record<string, string>>;
      const { code, events } = await bench.run([
        'get',
        `hash:${hashes[kind]?.toLowerCase()}`,
        '--to',
        bench.models,
        '--json',
      ]);
      expect([code, events.at(-1)?.sha256]).toEqual([0, second.sha256]);
    },
  );

  it('takes an AIR', async () => {
    const { modelId, versionId, sha256 } = bench.civitai.named.mainJob;
    const air = `urn:air:sdxl:lora:civitai:${modelId}@${versionId}`;
    const { code, events } = await bench.run(['get', air, '--to', bench.models, '--json']);
    expect([code, events.at(-1)?.sha256]).toEqual([0, sha256]);
  });

  it.each([
    [['--prefer', 'fp32,full'], 1],
    [['--prefer', 'pickle'], 2],
  ])('chooses by %j', async (flags, index) => {
    const model = bench.civitai.named.mainJob;
    const { events } = await bench.run(bench.get(model, '--dry-run', ...flags));
    expect(events.at(-1)).toMatchObject({ status: 'planned', fileId: model.files[index]?.fileId });
  });

  it('plans without fetching, creating or asking for a download', async () => {
    const model = bench.civitai.named.mainJob;
    const { code, events } = await bench.run(bench.get(model, '--dry-run'));
    expect(code).toBe(0);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      status: 'planned',
      fileName: model.fileName,
      folder: bench.models,
      approximateBytes: model.bytes,
      hashes: { sha256: model.sha256 },
      reasons: ['format', 'precision', 'sizeClass', 'primary'],
      others: [{}, {}, {}],
    });
    expect(bench.downloadQuestions()).toEqual([]);
    expect(await bench.files()).toEqual([]);
    expect(await readdir(bench.home)).toEqual([]);
  });

  it('plans with the folder as it is: a file that is there, a name that is taken', async () => {
    const model = bench.civitai.named.mainJob;
    const path = join(bench.models, model.fileName);
    await writeFile(path, 'other bytes');
    const taken = await bench.run(['get', String(model.versionId), '--to', bench.models, '--dry-run']);
    expect(taken.stdout).toMatch(/\S_fp16\.safetensors\n$/);
    expect(taken.stderr).toMatch(/The name is taken/);
    await writeFile(path, Buffer.alloc(model.bytes));
    const there = await bench.run(bench.get(model, '--dry-run'));
    expect(there.events[0]).toMatchObject({ path, isLikelyThere: true, warnings: [] });
  });

  it.skipIf(process.platform !== 'linux')(
    'warns of a folder that has no room, before anything is fetched',
    async () => {
      const { versionId } = bench.civitai.named.mainJob;
      const { code, events } = await bench.run([
        'get',
        String(versionId),
        '--to',
        '/proc',
        '--json',
        '--dry-run',
      ]);
      expect([code, events[0]?.isLikelyThere]).toEqual([0, false]);
      expect(events[0]?.warnings).toContain('disk.full');
    },
  );

  it('puts a file where ComfyUI looks for its kind', async () => {
    await mkdir(join(bench.models, 'models', 'checkpoints'), { recursive: true });
    const model = bench.civitai.named.mainJob;
    const place = ['--profile', 'comfyui', '--root', bench.models];
    const { code, events } = await bench.run(['get', String(model.versionId), ...place, '--json']);
    expect(code).toBe(0);
    expect(events.at(-1)?.path).toBe(join(bench.models, 'models', 'loras', model.fileName));
  });

  it('refuses a root that is no such generator, and names the way out', async () => {
    const model = bench.civitai.named.mainJob;
    const place = ['--profile', 'comfyui', '--root', bench.models];
    const { code, stderr } = await bench.run(['get', String(model.versionId), ...place]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/does not look like that generator.*models\/checkpoints.*\n.*--profile plain/);
  });

  it('creates no folder, and asks nothing when one is missing', async () => {
    const missing = join(bench.models, 'not', 'there');
    const { code, stderr } = await bench.run(['get', '1', '--to', missing]);
    expect(code).toBe(10);
    expect(stderr).toContain(missing);
    expect(await bench.files()).toEqual([]);
    expect(bench.civitai.requests).toEqual([]);
  });

  it('does not fetch again what an earlier command has placed', async () => {
    const model = bench.civitai.named.checkpoint;
    await bench.run(bench.get(model));
    const asked = bench.downloadQuestions().length;
    const again = await bench.run(bench.get(model));
    expect(again.code).toBe(0);
    expect(again.events.at(-1)).toMatchObject({ status: 'completed', sha256: model.sha256, wasThere: true });
    expect(bench.downloadQuestions()).toHaveLength(asked);
  });

  it('fetches again what is no longer as it was placed', async () => {
    const model = bench.civitai.named.checkpoint;
    await bench.run(bench.get(model));
    await writeFile(join(bench.models, model.fileName), 'other bytes');
    const again = await bench.run(bench.get(model));
    expect(again.events.at(-1)).toMatchObject({ status: 'completed', sha256: model.sha256, wasThere: false });
    const path = String(again.events.at(-1)?.path);
    // What stands there is the user's: nothing is overwritten.
    expect(path).not.toBe(join(bench.models, model.fileName));
    expect(await sha256Of(path)).toBe(model.sha256);
  });

  it.each([
    ['loginRequired', 4, 'access.loginNeeded', /CIVITAI_TOKEN/],
    ['earlyAccess', 5, 'access.earlyAccess', /early access/],
    ['paidForever', 6, 'access.paid', /Buy it/],
    ['archived', 7, 'access.archived', /archived/],
    ['downloadsDisabled', 7, 'access.downloadsDisabled', /downloads off/],
    ['quota', 8, 'access.quota', /daily limit/],
    ['deleted', 3, 'input.unknownVersion', /no such version/],
    ['wrongHash', 11, 'integrity.hash', /checksum/],
    ['htmlInsteadOfModel', 11, 'content.webPage', /web page/],
    ['danger', 12, 'input.riskNotAccepted', /--accept-risk/],
  ] as const)('%s → exit code %i', async (key, exitCode, failureCode, words) => {
    const model = bench.civitai.named[key as keyof Civitai['named']];
    const { code, events, stderr } = await bench.run(bench.get(model));
    expect([code, events.at(-1)]).toEqual([
      exitCode,
      expect.objectContaining({ status: 'failed', code: failureCode, exitCode }),
    ]);
    expect(stderr).toMatch(words);
    expect(stderr.trim().split('\n').length, 'the sentence, and one next step').toBe(2);
  });

  it('says what digits were taken for, and how to give a model or a hash', async () => {
    const { modelId } = bench.civitai.named.mainJob;
    const { code, stderr } = await bench.run(['get', String(modelId), '--to', bench.models]);
    expect(code).toBe(3);
    expect(stderr).toContain(`${modelId} was taken as the id of a version`);
    expect(stderr).toMatch(new RegExp(`give its link: https://civitai\\.com/models/${modelId}\\. .*hash:`));
  });

  it('says of a version of another model that it is one', async () => {
    const { mainJob, checkpoint } = bench.civitai.named;
    const air = `urn:air:sdxl:lora:civitai:${mainJob.modelId}@${checkpoint.versionId}`;
    const { code, stderr } = await bench.run(['get', air, '--to', bench.models]);
    expect(code).toBe(3);
    expect(stderr).toContain(`Model ${mainJob.modelId} has no version ${checkpoint.versionId}: it belongs`);
    expect(stderr).toContain(`civet get ${checkpoint.versionId}`);
  });

  it('tells a file and a mistyped name from a folder', async () => {
    const file = join(bench.models, 'a-file');
    await writeFile(file, '');
    const taken = await bench.run(['get', '1', '--to', file]);
    expect([taken.code, taken.stderr]).toEqual([10, expect.stringContaining(`${file} is a file.`)]);
    const mistyped = await bench.run(['get', '1', '--to', `${bench.models}x`]);
    expect([mistyped.code, mistyped.stderr]).toEqual([10, expect.stringMatching(/may be mistyped/)]);
  });

  it('keeps a damaged file aside, out of reach of any generator, and fetches anew', async () => {
    const model = bench.civitai.named.mainJob;
    bench.civitai.faults.set(model.fileId, { wrongBytes: true });
    for (const _try of [1, 2]) {
      const { code, stderr } = await bench.run(bench.get(model));
      const kept = await bench.files();
      expect([code, kept]).toEqual([11, [expect.stringMatching(/\.damaged$/)]]);
      expect(stderr).toContain(join(bench.models, String(kept[0])));
    }
    bench.civitai.faults.clear();
    const again = await bench.run(bench.get(model));
    expect([again.code, again.events.at(-1)?.sha256]).toEqual([0, model.sha256]);
  });

  it('fetches a dangerous file for whoever accepts the risk', async () => {
    const model = bench.civitai.named.danger;
    const { code, events } = await bench.run(bench.get(model, '--accept-risk'));
    expect([code, events.at(-1)?.sha256]).toEqual([0, model.sha256]);
  });

  it('never calls a file verified for which there is no hash', async () => {
    const { code, events } = await bench.run(bench.get(bench.civitai.named.noHash));
    expect([code, events.at(-1)]).toEqual([0, expect.objectContaining({ isVerified: false })]);
  });

  it.each(['hostileText', 'longNames'] as const)(
    'writes nothing of a creator that commands the terminal: %s',
    async (key) => {
      const { versionId } = bench.civitai.named[key];
      const said = await bench.run(['get', String(versionId), '--to', bench.models]);
      const told = await bench.run(bench.get({ versionId }, '--dry-run'));
      expect(said.code).toBe(0);
      for (const text of [said.stdout, said.stderr, told.stdout]) {
        for (const line of text.split('\n')) {
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there
          expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
        }
      }
      expect(await bench.files()).toHaveLength(1);
    },
  );

  it('uses as many connections as it may, and no faster than it may', async () => {
    const model = bench.civitai.named.largeSlow;
    const beganMs = performance.now();
    const { code, events } = await bench.run(bench.get(model, '--connections', '1', '--limit', '30M'));
    // Starting and a first burst cost less than the half of it.
    expect(performance.now() - beganMs).toBeGreaterThan((model.bytes / 30e6) * 500);
    expect(code).toBe(0);
    const connections = events.flatMap((event) =>
      event.status === 'progress' ? [Number(event.connections)] : [],
    );
    expect(connections.length).toBeGreaterThan(0);
    expect(Math.max(...connections)).toBeLessThanOrEqual(1);
  });

  it('waits while Civitai cannot be reached at the start, and goes on by itself', async () => {
    const model = bench.civitai.named.checkpoint;
    bench.civitai.faults.set('all', { apiStatus: 503, apiTimes: 4, apiPath: '/api/v1/' });
    const { code, events, stderr } = await bench.run(bench.get(model));
    expect([code, events.at(-1)?.sha256]).toEqual([0, model.sha256]);
    const codes = events.flatMap((event) => (event.status === 'waiting' ? [event.code] : []));
    expect(codes[0]).toBe('http.serverError');
    expect(stderr.match(/civet tries again by itself/g)).toHaveLength(1);
  });

  it('does not wait for a plan', async () => {
    bench.civitai.faults.set('all', { apiStatus: 503, apiPath: '/api/v1/' });
    const { code, events } = await bench.run(bench.get(bench.civitai.named.checkpoint, '--dry-run'));
    expect([code, events.at(-1)?.code]).toEqual([9, 'http.serverError']);
  });

  it('waits while Civitai has a problem, and goes on by itself', async () => {
    const model = bench.civitai.named.checkpoint;
    bench.civitai.faults.set(model.fileId, { storageStatus: 503, storageTimes: 2 });
    const { code, events } = await bench.run(bench.get(model));
    expect([code, events.at(-1)?.sha256]).toEqual([0, model.sha256]);
  });
});

describe('civet get for InvokeAI', () => {
  it('registers what it has placed, where it is', async () => {
    const asked: string[] = [];
    const says: Record<string, unknown> = {
      'GET /api/v1/app/version': { version: '5.6.0' },
      'GET /api/v2/models/': { models: [] },
    };
    const invoke = createServer((request, answer) => {
      const call = `${request.method} ${new URL(request.url ?? '', 'http://localhost').pathname}`;
      asked.push(call);
      const told = says[call] ?? { id: 3, status: 'completed' };
      answer.writeHead(call in says ? 200 : 201).end(JSON.stringify(told));
    });
    await new Promise<void>((resolve) => invoke.listen(0, '127.0.0.1', resolve));
    try {
      const address = invoke.address();
      const port = typeof address === 'object' ? address?.port : undefined;
      await writeFile(join(bench.models, 'invokeai.yaml'), `port: ${port}\n`);
      const profile = ['--profile', 'invokeai', '--root', bench.models];
      const { versionId } = bench.civitai.named.mainJob;
      const { code, stderr } = await bench.run(['get', String(versionId), ...profile]);
      expect(code).toBe(0);
      expect(stderr).toContain('InvokeAI has registered it.');
      expect(asked).toEqual([...Object.keys(says), 'POST /api/v2/models/install']);
    } finally {
      await new Promise((resolve) => invoke.close(resolve));
    }
  });
});
