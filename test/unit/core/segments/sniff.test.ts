import { describe, expect, it } from 'vitest';
import { judgeBeginning } from '../../../../electron/core/segments/sniff';

const bytesOf = (text: string) => new TextEncoder().encode(text);
function safetensors(headerBytes: bigint): Uint8Array {
  const bytes = new Uint8Array(64).fill(0x20);
  new DataView(bytes.buffer).setBigUint64(0, headerBytes, true);
  bytes[8] = 0x7b;
  return bytes;
}
const judge = (
  bytes: Uint8Array,
  fileName: string,
  contentType: string | null = null,
  totalBytes: number | null = 1_000_000,
) => judgeBeginning({ bytes, fileName, contentType, totalBytes })?.code ?? null;

describe('judgeBeginning', () => {
  it.each([
    ['a safetensors file', safetensors(500n), 'a.safetensors', null],
    ['a gguf file', bytesOf('GGUF\u0003\u0000'), 'a.gguf', null],
    ['a zip', bytesOf('PK\u0003\u0004'), 'a.zip', null],
    ['a pickle', bytesOf('\u0080\u0002'), 'a.ckpt', null],
    ['a yaml config', bytesOf('model:\n  base: x'), 'a.yaml', 'text/plain'],
    ['a json config', bytesOf('{"a":1}'), 'a.json', 'application/json'],
    ['a workflow page that is meant to be one', bytesOf('<html>'), 'a.html', 'text/html'],
  ])('lets %s pass', (_name, bytes, fileName, contentType) => {
    expect(judge(bytes, fileName, contentType)).toBe(null);
  });
  it.each([
    ['a login page', bytesOf('<!DOCTYPE html><html>'), 'a.safetensors', 'text/html', 'content.webPage'],
    [
      'a login page that calls itself binary',
      bytesOf('\n  <html lang="en">'),
      'a.ckpt',
      'application/octet-stream',
      'content.webPage',
    ],
    ['an XML error', bytesOf('<?xml version="1.0"?><Error>'), 'a.gguf', 'application/xml', 'content.webPage'],
    ['a JSON error', bytesOf('{"error":"nope"}'), 'a.safetensors', 'application/json', 'content.message'],
    ['a JSON error that calls itself binary', bytesOf('{"error":"nope"}'), 'a.ckpt', null, 'content.message'],
    ['a header longer than the file', safetensors(5_000_000n), 'a.safetensors', null, 'content.notTheFormat'],
    ['a header of no length', safetensors(0n), 'a.safetensors', null, 'content.notTheFormat'],
    [
      'a pickle named safetensors',
      bytesOf('PK\u0003\u0004aaaaaaaaaaaa'),
      'a.safetensors',
      null,
      'content.notTheFormat',
    ],
    ['a text named gguf', bytesOf('hello there, this is text'), 'a.gguf', null, 'content.notTheFormat'],
  ])('stops %s', (_name, bytes, fileName, contentType, expected) => {
    expect(judge(bytes, fileName, contentType)).toBe(expected);
  });
});
