import { describe, expect, it } from 'vitest';
import { parseApiOrigin } from '../../../electron/core/civitai/origins';
import type { FileAddress, HttpAnswer, HttpRequest, HttpTransport } from '../../../electron/core/ports';
import { CivitaiLinks } from '../../../electron/services/file-links';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { SteeredClock, settle } from '../../support/steered-clock';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const file: FileAddress = {
  versionId: 11,
  fileId: 22,
  fileType: 'Model',
  format: 'SafeTensor',
  precision: 'fp16',
  canBeProven: true,
};
const never = new AbortController().signal;

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

/** Answers every request with the next of its replies, or the last one for ever. Can be held back. */
class ScriptedHttp implements HttpTransport {
  readonly requests: HttpRequest[] = [];
  private held: (() => void)[] | null = null;

  constructor(private replies: readonly (Reply | Failure)[]) {}

  answerFromNowOn(...replies: readonly (Reply | Failure)[]): void {
    this.replies = replies;
  }

  hold(): void {
    this.held = [];
  }

  release(): void {
    for (const go of this.held ?? []) go();
    this.held = null;
  }

  async get(request: HttpRequest): Promise<Result<HttpAnswer, Failure>> {
    this.requests.push(request);
    const { held } = this;
    if (held !== null) await new Promise<void>((go) => held.push(go));
    const [reply, ...rest] = this.replies;
    if (reply === undefined) throw new Error('No reply is left.');
    if (rest.length > 0) this.replies = rest;
    if ('code' in reply) return err(reply);
    return ok({
      status: reply.status,
      headers: reply.headers ?? {},
      body: (async function* () {
        yield new TextEncoder().encode(reply.text ?? '');
      })(),
      discard: () => undefined,
    });
  }
}

const target = (name: string, seconds = 86_400) =>
  `https://storage.example/${name}?X-Amz-Expires=${seconds}&X-Amz-Signature=ab`;
const redirect = (location: string): Reply => ({ status: 307, headers: { location } });
const gone: Reply = { status: 404, text: '{"error":"File not found"}' };

function rig(...replies: readonly (Reply | Failure)[]) {
  const api = parseApiOrigin('https://civitai.com');
  if (!api.ok) throw new Error('no origin');
  const clock = new SteeredClock();
  const http = new ScriptedHttp(replies);
  const links = new CivitaiLinks({ api: api.value, http, clock, token: () => 'secret' });
  return { clock, http, links };
}

describe('CivitaiLinks', () => {
  it('asks once for eight who ask at once, and gives all of them the same fresh link', async () => {
    const { http, links } = rig(redirect(target('a')), redirect(target('b')));
    http.hold();
    const asked = Array.from({ length: 8 }, () => links.resolve(file, never));
    await settle();
    http.release();
    expect(await Promise.all(asked)).toEqual(
      Array.from({ length: 8 }, () => ok({ url: target('a'), isFresh: true })),
    );
    expect(http.requests.map(({ url }) => url)).toEqual([
      'https://civitai.com/api/download/models/11?fileId=22',
    ]);
    expect(await links.resolve(file, never), 'who asks later is told that it is not new').toEqual(
      ok({ url: target('a'), isFresh: false }),
    );
    expect(http.requests.length).toBe(1);
  });

  it('asks once when eight lose the same link at once', async () => {
    const { http, links } = rig(redirect(target('a')), redirect(target('b')));
    await links.resolve(file, never);
    const asked = Array.from({ length: 8 }, () => {
      links.forget(file, target('a'));
      return links.resolve(file, never);
    });
    expect(new Set((await Promise.all(asked)).map((each) => each.ok && each.value.url))).toEqual(
      new Set([target('b')]),
    );
    links.forget(file, target('a'));
    expect(await links.resolve(file, never), 'a newer link is not forgotten with an older one').toEqual(
      ok({ url: target('b'), isFresh: false }),
    );
    expect(http.requests.length).toBe(2);
  });

  it('asks for each file on its own', async () => {
    const { http, links } = rig(redirect(target('a')), redirect(target('b')));
    await links.resolve(file, never);
    expect(await links.resolve({ ...file, fileId: 23 }, never)).toMatchObject({
      value: { url: target('b') },
    });
    links.forget({ ...file, fileId: 23 }, target('a'));
    expect(await links.resolve(file, never)).toMatchObject({ value: { url: target('a') } });
    expect(http.requests.length).toBe(2);
  });

  it('lets one give up without spoiling it for the others', async () => {
    const { http, links } = rig(redirect(target('a')));
    http.hold();
    const leaving = new AbortController();
    const left = links.resolve(file, leaving.signal);
    const stayed = links.resolve(file, never);
    await settle();
    leaving.abort();
    expect(await left).toMatchObject({ error: { code: 'input.cancelled' } });
    const joined = links.resolve(file, never);
    http.release();
    expect(await joined).toEqual(await stayed);
    expect(await stayed).toMatchObject({ ok: true, value: { url: target('a') } });
    expect(http.requests.length).toBe(1);
  });

  it('renews a link shortly before it dies', async () => {
    const { clock, http, links } = rig(redirect(target('a', 3_600)), redirect(target('b')));
    await links.resolve(file, never);
    await clock.advance(57 * MINUTE_MS - 1);
    expect(await links.resolve(file, never)).toEqual(ok({ url: target('a', 3_600), isFresh: false }));
    await clock.advance(1);
    expect(await links.resolve(file, never)).toEqual(ok({ url: target('b'), isFresh: true }));
    expect(http.requests.length).toBe(2);
  });

  it.each([
    ['cannot be reached', failure('network.timeout')],
    ['is overloaded', { status: 503 }],
    ['no longer lists the file', gone],
  ])('goes on with a link that lives while Civitai %s, and ends with it', async (_name, trouble) => {
    const { clock, http, links } = rig(redirect(target('a', 3_600)), trouble);
    await links.resolve(file, never);
    await clock.advance(58 * MINUTE_MS);
    const asked = links.resolve(file, never);
    await clock.advance(10_000);
    expect(await asked).toEqual(ok({ url: target('a', 3_600), isFresh: false }));
    const times = http.requests.length;
    const again = Array.from({ length: 20 }, () => links.resolve(file, never));
    await clock.advance(10_000);
    expect((await Promise.all(again)).every((each) => each.ok)).toBe(true);
    expect(http.requests.length, 'not asked again for every run').toBe(times);
    await clock.advance(MINUTE_MS);
    const last = links.resolve(file, never);
    await clock.advance(10_000);
    expect(await last, 'half a minute before its end').toMatchObject({ ok: true });
    await clock.advance(30_000);
    const dead = links.resolve(file, never);
    await clock.advance(10_000);
    expect(await dead).toMatchObject({ ok: false });
  });

  it('asks again about a link that could not be renewed, once a minute has passed', async () => {
    const { clock, http, links } = rig(redirect(target('a', 24 * 3_600)), failure('network.timeout'));
    await links.resolve(file, never);
    await clock.advance(23 * HOUR_MS);
    await links.resolve(file, never);
    http.answerFromNowOn(redirect(target('b')));
    await clock.advance(MINUTE_MS - 1);
    expect(await links.resolve(file, never)).toMatchObject({ value: { url: target('a', 24 * 3_600) } });
    await clock.advance(1);
    expect(await links.resolve(file, never)).toEqual(ok({ url: target('b'), isFresh: true }));
    expect(http.requests.length).toBe(3);
  });

  it('keeps no link that was refused while Civitai was asked for the next one', async () => {
    const { clock, http, links } = rig(redirect(target('a', 3_600)), failure('network.timeout'));
    await links.resolve(file, never);
    await clock.advance(58 * MINUTE_MS);
    http.hold();
    const asked = links.resolve(file, never);
    await settle();
    links.forget(file, target('a', 3_600));
    http.release();
    expect(await asked).toMatchObject({ error: { code: 'network.timeout' } });
  });

  it.each([
    ["https://storage.example/a%2Bb+c%20d/it's(1).safetensors?n=%27%28x%29&x+y=%7e~*!"],
    ['https://storage.example/m?response-content-disposition=attachment%3B%20filename%3D%22%C3%A4+b.bin%22'],
    ['HTTPS://Storage.Example/Upper?a=%2f%2F'],
  ])('passes a link on byte for byte: %s', async (location) => {
    const { links } = rig(redirect(location));
    expect(await links.resolve(file, never)).toEqual(ok({ url: location, isFresh: true }));
  });

  it.each([
    ['//storage.example/a', 'https://storage.example/a'],
    ['https://storage.example/ä b', 'https://storage.example/%C3%A4%20b'],
  ])('completes %s', async (location, url) => {
    const { links } = rig(redirect(location));
    expect(await links.resolve(file, never)).toEqual(ok({ url, isFresh: true }));
  });

  it('follows Civitai within its own house with the token, and shows it to nobody else', async () => {
    const { http, links } = rig(redirect('/api/download/models/11?fileId=22&again=1'), redirect(target('a')));
    await links.resolve(file, never);
    expect(http.requests.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['https://civitai.com/api/download/models/11?fileId=22', 'Bearer secret'],
      ['https://civitai.com/api/download/models/11?fileId=22&again=1', 'Bearer secret'],
    ]);
  });

  it.each([
    ['a login page', '/login?returnUrl=/', 'access.loginNeeded'],
    ['a page that sells it', '/model-versions/11', 'access.paid'],
    ['a storage without encryption', 'http://storage.example/a', 'network.redirectRefused'],
    ['this very machine', 'https://127.0.0.1/a', 'network.redirectRefused'],
    ['something that is no address', 'https://[', 'http.badAnswer'],
    ['itself, again and again', '/api/download/models/11', 'network.redirectRefused'],
  ])('refuses to be sent to %s', async (_name, location, code) => {
    const { links } = rig(redirect(location));
    expect(await links.resolve(file, never)).toMatchObject({ error: { code } });
  });

  it('believes "not found" only when it is said four times over five seconds', async () => {
    const { clock, http, links } = rig(gone, gone, gone, redirect(target('a')));
    const asked = links.resolve(file, never);
    await clock.advance(5_000);
    expect(await asked).toMatchObject({ value: { url: target('a') } });
    expect(http.requests.length).toBe(4);
  });

  it('asks by its traits for a file that Civitai lists under a foreign id, when a hash will prove it', async () => {
    const vae: FileAddress = { ...file, fileType: 'VAE' };
    const { clock, http, links } = rig(gone, gone, gone, gone, redirect(target('vae')));
    const asked = links.resolve(vae, never);
    await clock.advance(5_000);
    expect(await asked).toMatchObject({ value: { url: target('vae') } });
    expect(http.requests.at(-1)?.url).toBe(
      'https://civitai.com/api/download/models/11?type=VAE&format=SafeTensor&fp=fp16',
    );
    const unproven = rig(gone);
    const refused = unproven.links.resolve({ ...vae, canBeProven: false }, never);
    await unproven.clock.advance(5_000);
    expect(await refused).toMatchObject({ error: { code: 'http.notFound' } });
    expect(unproven.http.requests.length).toBe(4);
  });
});
