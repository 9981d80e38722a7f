import { describe, expect, it } from 'vitest';
import { wantedBody } from '../../../electron/shell/wanted-body';
import { settle } from '../../support/steered-clock';

const bytesOf = async (body: ReadableStream<Uint8Array>) =>
  new Uint8Array(await new Response(body).arrayBuffer());

describe('wantedBody', () => {
  it('gives what was fetched', async () => {
    const body = wantedBody(() => Promise.resolve(Uint8Array.of(1, 2, 3)));
    expect(await bytesOf(body)).toEqual(Uint8Array.of(1, 2, 3));
  });

  it.each([
    ['nothing', () => Promise.resolve(null)],
    ['no bytes', () => Promise.resolve(new Uint8Array())],
    ['a failure', () => Promise.reject(new Error('broken'))],
  ])('is empty after %s', async (_name, fetchBytes) => {
    expect(await bytesOf(wantedBody(fetchBytes))).toHaveLength(0);
  });

  it('ends the fetching when nobody reads it any more, and bears what comes after', async () => {
    let dropped: AbortSignal | null = null;
    let answer: (bytes: Uint8Array | null) => void = () => undefined;
    const body = wantedBody((signal) => {
      dropped = signal;
      return new Promise((resolve) => {
        answer = resolve;
      });
    });
    await settle();
    await body.cancel();
    expect(dropped).toMatchObject({ aborted: true });
    answer(Uint8Array.of(1));
    await settle();
  });
});
