import { describe, expect, it } from 'vitest';
import type { GetRequest } from '../../../electron/cli/arguments/command-line';
import { readArguments } from '../../../electron/cli/arguments/read-arguments';

const TOKEN = '0123456789abcdef0123456789abcdef';

function read(line: string, ownHost: string | null = null) {
  return readArguments(line === '' ? [] : line.split(' '), ownHost);
}

function problemOf(line: string): string {
  const result = read(line);
  if (result.ok) throw new Error(`"${line}" was accepted.`);
  return `${result.error.problem} ${result.error.next}`;
}

function getRequest(line: string): GetRequest {
  const result = read(line);
  if (!result.ok || result.value.kind !== 'get') throw new Error(`"${line}" is no get.`);
  return result.value;
}

describe('readArguments', () => {
  it.each([
    ['', { kind: 'help', topic: null }],
    ['--help', { kind: 'help', topic: null }],
    ['-h', { kind: 'help', topic: null }],
    ['help', { kind: 'help', topic: null }],
    ['help queue', { kind: 'help', topic: 'queue' }],
    ['get --help', { kind: 'help', topic: 'get' }],
    ['search -h', { kind: 'help', topic: 'search' }],
    ['--version', { kind: 'version' }],
  ])('%j → %j', (line, value) => {
    expect(read(line)).toEqual({ ok: true, value });
  });

  it('reads every flag of get, before and behind what to get', () => {
    const line =
      'get --file 12 --prefer safetensors,fp32,full civitai:7@9 --profile comfyui --root /x --connections=8 --limit 20M --dry-run --accept-risk --token-stdin --json';
    expect(getRequest(line)).toEqual({
      kind: 'get',
      reference: { kind: 'model', modelId: 7, versionId: 9, fileId: null },
      fileId: 12,
      preference: { format: 'SafeTensor', precision: 'fp32', sizeClass: 'full' },
      destination: { kind: 'profile', layout: 'comfyui', root: '/x' },
      connections: 8,
      bytesPerSecond: 20_000_000,
      isDryRun: true,
      isRiskAccepted: true,
      isTokenOnStdin: true,
      isJson: true,
    });
  });

  it('puts a file into this folder, at full speed over four connections, unless told otherwise', () => {
    expect(getRequest('get 290640')).toMatchObject({
      destination: { kind: 'folder', folder: '.' },
      connections: 4,
      bytesPerSecond: null,
      fileId: null,
      preference: { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' },
    });
  });

  it('prefers what a download link asks for, and what --prefer says before that', () => {
    const link = 'https://civitai.com/api/download/models/5?type=Model&format=GGUF&size=full&fp=fp99';
    expect(getRequest(`get ${link}`).preference).toEqual({
      format: 'GGUF',
      precision: 'fp16',
      sizeClass: 'full',
    });
    expect(getRequest(`get ${link} --prefer bf16`).preference).toEqual({
      format: 'SafeTensor',
      precision: 'bf16',
      sizeClass: 'pruned',
    });
  });

  it('reads the words of a search as one, and its lists', () => {
    expect(read('search red fox --type LORA --type DoRA --sort newest --maturity pg-13 --count 5')).toEqual({
      ok: true,
      value: {
        kind: 'search',
        text: 'red fox',
        types: ['LORA', 'DoRA'],
        baseModels: [],
        sort: 'Newest',
        maturity: 'PG13',
        count: 5,
        isJson: false,
        isTokenOnStdin: false,
      },
    });
  });

  it('reads files to identify, also those that look like flags', () => {
    expect(read('identify a.safetensors -- --b.pt')).toMatchObject({
      ok: true,
      value: { kind: 'identify', files: ['a.safetensors', '--b.pt'] },
    });
  });

  it.each([
    ['queue', { action: 'list', ids: [] }],
    ['queue resume', { action: 'resume', ids: [] }],
    ['queue remove ABCD1234 beef', { action: 'remove', ids: ['abcd1234', 'beef'] }],
  ])('%s → %j', (line, value) => {
    expect(read(line)).toMatchObject({ ok: true, value: { kind: 'queue', ...value } });
  });

  it.each([
    ['get', /not said what to get/],
    ['get 1 2', /one file at a time/],
    ['get aurora', /no link of Civitai, AIR, version id or hash/],
    ['get https://example.org/models/1', /no link/],
    ['get 1 --toe x', /no flag --toe\. Did you mean --to\?/],
    ['get 1 --conections 3', /Did you mean --connections\?/],
    ['get 1 --dry', /Did you mean --dry-run\?/],
    ['get 1 --frobnicate', /no flag --frobnicate\. civet get --help/],
    ['get 1 -x', /no flag -x/],
    ['get 1 --to', /--to needs a value: --to DIR/],
    ['get 1 --json=yes', /--json takes no value/],
    ['get 1 --to a --to b', /--to is given twice/],
    ['get 1 --file x', /--file takes the number/],
    ['get 1 --prefer fp17', /does not know “fp17”\. Did you mean fp16\?/],
    ['get 1 --prefer fp16,fp32', /contradicts itself with “fp32”/],
    ['get 1 --profile comfy --root /', /Did you mean comfyui\?/],
    ['get 1 --profile comfyui', /belong together/],
    ['get 1 --root /', /belong together/],
    ['get 1 --to / --profile comfyui --root /', /name two places/],
    ['get 1 --connections 9', /from 1 to 8/],
    ['get 1 --limit fast', /--limit “fast” cannot be read/],
    ['get 1 --limit 100', /too low/],
    ['gte 1', /“gte” is no command of civet\. Did you mean civet get\?/],
    ['https://civitai.com/models/1', /civet get “https:\/\/civitai.com\/models\/1”/],
    ['--json get 1', /A flag stands behind its command/],
    ['search --sort best', /rated, downloads, newest/],
    ['search --count 0', /from 1 to 200/],
    ['search --maturity adult', /PG, PG13, R, X, XXX/],
    ['identify', /not said which file/],
    ['queue pause', /cannot “pause”/],
    ['queue remove', /which one to remove/],
    ['queue remove xyz', /no id of the queue/],
    ['help frobnicate', /no command/],
  ])('refuses %j and says %s', (line, words) => {
    expect(problemOf(line)).toMatch(words);
  });

  it.each([
    `get 1 --token ${TOKEN}`,
    `get 1 --token=${TOKEN}`,
    `get 1 --api-key ${TOKEN}`,
    `get 1 --apikey=${TOKEN}`,
    `get 1 --key ${TOKEN}`,
    `get 1 --civitai-token ${TOKEN}`,
    `get 1 --auth ${TOKEN}`,
    `get 1 --bearer ${TOKEN}`,
    `get 1 --header Authorization:${TOKEN}`,
    `get 1 -H Authorization:${TOKEN}`,
    `--token ${TOKEN} get 1`,
    `search fox --token ${TOKEN}`,
    `get https://civitai.com/api/download/models/1?token=${TOKEN}`,
    `get https://civitai.com/api/download/models/1?type=Model&token=${TOKEN}`,
  ])('refuses a token in %j, says why, and does not repeat it', (line) => {
    const words = problemOf(line);
    expect(words).toMatch(/never taken from the command line: every program .* can read it/);
    expect(words).toMatch(/CIVITAI_TOKEN.*--token-stdin/);
    expect(words).not.toContain(TOKEN);
  });

  it.each([`get ${TOKEN}`, `${TOKEN}`, `get 1 --prefer ${TOKEN}`, `queue remove ${TOKEN}x`])(
    'does not repeat what may be a token in %j',
    (line) => {
      expect(problemOf(line)).not.toContain(TOKEN);
    },
  );

  it('allows the one flag that names a token without holding it', () => {
    expect(read('get 1 --token-stdin')).toMatchObject({ ok: true, value: { isTokenOnStdin: true } });
  });

  it('reads links of a service that was named by its host', () => {
    expect(read('get http://127.0.0.1:4000/models/5', '127.0.0.1:4000')).toMatchObject({
      ok: true,
      value: { reference: { kind: 'model', modelId: 5 } },
    });
  });
});
