import { request } from 'node:http';
import { afterAll, beforeAll } from 'vitest';
import { type Civitai, type CivitaiOptions, startCivitai } from '../../support/civitai/index.mjs';

/** A JSON answer, untyped on purpose: both dialects pass through here, and every test names the fields it means. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  headers: Headers;
  json: Json;
}

/** One server for all tests of a file. */
export function civitaiForFile(options: CivitaiOptions = {}) {
  let server: Civitai | undefined;
  beforeAll(async () => {
    server = await startCivitai(options);
  });
  afterAll(async () => {
    await server?.close();
  });
  const running = (): Civitai => {
    if (server === undefined) throw new Error('the server has not started yet');
    return server;
  };
  const get = async (path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : `${running().origin}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, json: readJson(text) };
  };
  /** Where a download leads, without following it. */
  const resolve = async (
    path: string,
    headers: Record<string, string> = {},
  ): Promise<Answer & { location: string }> => {
    const answer = await get(`/api/download/models/${path}`, {
      redirect: 'manual',
      headers: { 'user-agent': 'Civet/1.0', ...headers },
    });
    return { ...answer, location: answer.headers.get('location') ?? '' };
  };
  return { civitai: running, get, resolve };
}

function readJson(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export interface RawAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
  isCut: boolean;
}

/** A request without any convenience: raw headers, and bodies that break off. */
export function rawRequest(
  url: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const finish = (isCut: boolean) =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(chunks),
          isCut,
        });
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => finish(false));
      response.on('error', () => finish(true));
    });
    call.on('error', reject);
    call.end();
  });
}
