import { describe, expect, it } from 'vitest';
import { takeToken } from '../../../electron/cli/token';

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

describe('takeToken', () => {
  it('takes the token out of the environment, so that nobody inherits it', async () => {
    const env = { CIVITAI_TOKEN: ' abc123 ' };
    expect(await takeToken(env, null)).toEqual({ ok: true, value: 'abc123' });
    expect(env).toEqual({});
  });

  it('reads it from standard input, in as many pieces as it comes', async () => {
    expect(await takeToken({}, chunks('abc', '123\n'))).toEqual({ ok: true, value: 'abc123' });
  });

  it('prefers standard input, and still empties the environment', async () => {
    const env = { CIVITAI_TOKEN: 'other' };
    expect(await takeToken(env, chunks('abc'))).toEqual({ ok: true, value: 'abc' });
    expect(env).toEqual({});
  });

  it('is nobody without one', async () => {
    expect(await takeToken({}, null)).toEqual({ ok: true, value: null });
    expect(await takeToken({}, chunks('\n'))).toEqual({ ok: true, value: null });
  });

  it.each(['two words', 'a'.repeat(600), 'tök'])('refuses %j from standard input', async (text) => {
    expect(await takeToken({}, chunks(text))).toMatchObject({
      ok: false,
      error: { code: 'access.tokenRejected' },
    });
  });
});
