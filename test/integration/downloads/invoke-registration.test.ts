import { mkdir, realpath, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { nodeConfigFiles } from '../../../electron/adapters/config-files';
import { nodeLocalPrograms } from '../../../electron/adapters/local-programs';
import { systemPlaces } from '../../../electron/adapters/system';
import { oneRoot, usualRoot, withOwn } from '../../../electron/core/placement/roots';
import { ModelRegistrar } from '../../../electron/services/placement/model-registrar';
import { Bench } from '../../support/bench';

const bench = new Bench();

type Told = { readonly status: number; readonly body: unknown };

let invoke: Server;
/** Requests as they came, for example "POST /api/v2/models/install /a/b.safetensors true {}". */
let asked: string[];
let version: Told;
let install: Told;
/** What it says it has. */
let models: Told;
/** What is answered about job 7, the last one again and again. */
let job: Told[];
beforeEach(async () => {
  asked = [];
  version = { status: 200, body: { version: '5.6.0' } };
  models = { status: 200, body: { models: [{ path: 'sdxl/main/other.safetensors' }, { key: 'odd' }] } };
  install = { status: 201, body: { id: 7, status: 'waiting' } };
  job = [{ status: 200, body: { id: 7, status: 'completed' } }];
  invoke = createServer((request, answer) => {
    const { searchParams, pathname } = new URL(request.url ?? '', 'http://localhost');
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const facts = [searchParams.get('source'), searchParams.get('inplace'), body].filter(Boolean);
      asked.push([request.method, pathname, ...facts].join(' '));
      const about = pathname.endsWith('/7') ? ((job.length > 1 ? job.shift() : job[0]) ?? install) : install;
      const told = pathname.endsWith('/version') ? version : pathname.endsWith('/models/') ? models : about;
      answer.writeHead(told.status).end(JSON.stringify(told.body));
    });
  });
  await new Promise<void>((resolve) => invoke.listen(0, '127.0.0.1', resolve));
});
afterEach(() => new Promise((resolve) => invoke.close(resolve)));

/** The downloads go to an InvokeAI whose own configuration names the port of this one. */
async function invokeRoot(ownLoras: string | null = null) {
  const { port } = invoke.address() as AddressInfo;
  await mkdir(join(bench.models, 'models'));
  await writeFile(join(bench.models, 'invokeai.yaml'), `schema_version: 4.0.2\nport: ${port}\n`);
  const choice = withOwn(oneRoot('invokeai', bench.models), 'lora', ownLoras);
  bench.rig.settings.saveFolders(choice);
  let changes = 0;
  let pauses = 0;
  const registrar = new ModelRegistrar({
    files: nodeConfigFiles,
    places: systemPlaces,
    programs: nodeLocalPrograms,
    // No test waits for a second.
    clock: {
      after: (_delayMs, callback) => {
        pauses += 1;
        setImmediate(callback);
        return () => undefined;
      },
    },
    downloads: () => bench.rig.queue.all(),
    onChanged: () => {
      changes += 1;
    },
  });
  const root = usualRoot(choice);
  const look = () => registrar.look([root]);
  const told = () => registrar.of(root);
  return { registrar, root, look, told, changes: () => changes, pauses: () => pauses };
}

async function placed(): Promise<string> {
  const model = bench.named('mainJob');
  const { placePath } = await bench.rig.reaches(await bench.rig.add(model), 'completed');
  return join(placePath, model.fileName);
}

const NOTHING = { registered: 0, refused: 0, waiting: 0, isAbsent: false, isOtherProgram: false };

describe('a file that is placed for InvokeAI', () => {
  it('is registered where it is, once, and counts so when InvokeAI has taken it in', async () => {
    const { look, told, changes, pauses } = await invokeRoot();
    const source = await placed();
    expect(source.startsWith(join(bench.models, 'civet-models'))).toBe(true);
    job = [
      { status: 200, body: { id: 7, status: 'running' } },
      { status: 200, body: { id: 7, status: 'completed' } },
    ];
    expect(told()).toEqual({ ...NOTHING, waiting: 1 });
    await look();
    await look();
    expect(asked).toEqual([
      'GET /api/v1/app/version',
      'GET /api/v2/models/',
      `POST /api/v2/models/install ${source} true {}`,
      'GET /api/v2/models/install/7',
      'GET /api/v2/models/install/7',
    ]);
    expect([told(), changes(), pauses()]).toEqual([{ ...NOTHING, registered: 1 }, 1, 2]);
  });

  it('is not told of, because that has it read as a whole, when InvokeAI has it already', async () => {
    const { look, told } = await invokeRoot();
    const source = await placed();
    models = { status: 200, body: { models: [{ path: await realpath(source) }] } };
    await look();
    await look();
    expect(asked).toEqual(['GET /api/v1/app/version', 'GET /api/v2/models/']);
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
  });

  it('is known where it really is, also when its folder is a link', async () => {
    const real = join(bench.models, 'elsewhere', 'loras');
    const link = join(bench.models, 'loras');
    await mkdir(real, { recursive: true });
    await symlink(real, link);
    const { look, told } = await invokeRoot(link);
    const source = await placed();
    expect(source.startsWith(link)).toBe(true);
    models = { status: 200, body: { models: [{ path: await realpath(source) }] } };
    await look();
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
  });

  it.each([
    { status: 500, body: null },
    { status: 200, body: ['no', 'list'] },
  ])('waits while InvokeAI cannot say what it has: %o', async (answer) => {
    const { look, told } = await invokeRoot();
    await placed();
    models = answer;
    await look();
    expect(asked.some((line) => line.startsWith('POST'))).toBe(false);
    expect(told()).toEqual({ ...NOTHING, waiting: 1 });
  });

  it('is told to a program that was added while another one was still being told', async () => {
    const { registrar, root, told } = await invokeRoot();
    await placed();
    const first = registrar.look([]);
    expect(registrar.look([root])).toBe(first);
    await first;
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
  });

  it('is registered from a folder of the user’s own as well', async () => {
    const own = join(bench.models, 'elsewhere', 'loras');
    await mkdir(own, { recursive: true });
    const { look, told } = await invokeRoot(own);
    const source = await placed();
    expect(source.startsWith(own)).toBe(true);
    await look();
    expect(asked).toContain(`POST /api/v2/models/install ${source} true {}`);
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
  });

  it.each([
    [{ status: 409, body: { detail: 'known' } }, { registered: 1 }],
    [{ status: 400, body: null }, { refused: 1 }],
    [{ status: 503, body: null }, { waiting: 1 }],
    [{ status: 201, body: { made: 'up' } }, { waiting: 1 }],
  ])('counts as InvokeAI answers: %o → %o', async (answer, counts) => {
    const { look, told } = await invokeRoot();
    await placed();
    install = answer;
    await look();
    expect(told()).toEqual({ ...NOTHING, ...counts });
  });

  it('is refused when InvokeAI finds out what it is and does not want it', async () => {
    const { look, told } = await invokeRoot();
    await placed();
    job = [{ status: 200, body: { id: 7, status: 'error', error_reason: 'InvalidModelConfigException' } }];
    await look();
    expect(told()).toEqual({ ...NOTHING, refused: 1 });
  });

  it('waits while InvokeAI takes long, and is asked about, not told of again, the next time', async () => {
    const { look, told, pauses } = await invokeRoot();
    await placed();
    job = [{ status: 200, body: { id: 7, status: 'running' } }];
    await look();
    expect([told(), pauses()]).toEqual([{ ...NOTHING, waiting: 1 }, 120]);
    job = [{ status: 200, body: { id: 7, status: 'completed' } }];
    await look();
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
    expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(1);
  });

  it('is told of anew when InvokeAI has forgotten the job', async () => {
    const { look, told } = await invokeRoot();
    await placed();
    job = [{ status: 404, body: null }];
    await look();
    expect(told()).toEqual({ ...NOTHING, waiting: 1 });
    job = [{ status: 200, body: { id: 7, status: 'completed' } }];
    await look();
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
    expect(asked.filter((line) => line.startsWith('POST'))).toHaveLength(2);
  });

  it('is not told to another program at InvokeAI’s port', async () => {
    const { look, told } = await invokeRoot();
    await placed();
    version = { status: 200, body: 'Prometheus' };
    await look();
    expect(told()).toEqual({ ...NOTHING, waiting: 1, isOtherProgram: true });
    expect(asked).toEqual(['GET /api/v1/app/version']);
  });

  it('waits until InvokeAI runs', async () => {
    const { look, told, changes } = await invokeRoot();
    const { port } = invoke.address() as AddressInfo;
    await placed();
    await new Promise((resolve) => invoke.close(resolve));
    await look();
    await look();
    expect([told(), changes()]).toEqual([{ ...NOTHING, waiting: 1, isAbsent: true }, 1]);
    await new Promise<void>((resolve) => invoke.listen(port, '127.0.0.1', resolve));
    await look();
    expect(told()).toEqual({ ...NOTHING, registered: 1 });
  });
});
