import { describe, expect, it } from 'vitest';
import { sniffImageType, stillPictureUrls } from '../../../electron/core/civitai/picture-url';
import { judgeHashes, strongestPublished } from '../../../electron/core/download/verify';
import { judgeExternalLink } from '../../../electron/core/links';
import { redact } from '../../../electron/core/log/redact';

const noHashes = { sha256: null, blake3: null, crc32: null, autoV1: null, autoV2: null, autoV3: null };

describe('judgeHashes', () => {
  it('compares by SHA-256 first, in any case', () => {
    const published = { ...noHashes, sha256: 'AB', crc32: 'FF' };
    expect(judgeHashes(published, { sha256: 'ab', crc32: '00' })).toMatchObject({
      ok: true,
      value: { by: 'sha256' },
    });
  });
  it('falls back to the best other hash', () => {
    expect(strongestPublished({ ...noHashes, crc32: 'FF', autoV2: '1' })).toBe('autoV2');
    expect(judgeHashes({ ...noHashes, crc32: 'FF' }, { sha256: 'ab', crc32: 'ff' })).toMatchObject({
      ok: true,
      value: { kind: 'verified', by: 'crc32' },
    });
  });
  it('says unverified, never verified, when nothing is published', () => {
    expect(judgeHashes(noHashes, { sha256: 'ab' })).toEqual({
      ok: true,
      value: { kind: 'unverified', sha256: 'ab' },
    });
  });
  it('names both values when they differ', () => {
    expect(judgeHashes({ ...noHashes, sha256: 'AB' }, { sha256: 'CD' })).toMatchObject({
      ok: false,
      error: { code: 'integrity.hash', params: { expected: 'AB', actual: 'CD' } },
    });
  });
});

describe('stillPictureUrls', () => {
  it.each([
    [
      'https://image.civitai.com/key/uuid/original=true/1.jpeg',
      'https://image.civitai.com/key/uuid/width=450,optimized=true/1.jpeg',
    ],
    [
      'https://imagecache.civitai.com/key/uuid/width=1024/uuid.jpeg',
      'https://imagecache.civitai.com/key/uuid/width=450,optimized=true/uuid.jpeg',
    ],
    [
      'https://image.civitai.com/key/uuid/original=true/1.mp4',
      'https://image.civitai.com/key/uuid/transcode=true,anim=false,width=450/1.jpeg',
    ],
    ['https://elsewhere.example/a/b.png', 'https://elsewhere.example/a/b.png'],
  ])('%s', (url, expected) => {
    expect(stillPictureUrls(url, 450)[0]).toBe(expected);
  });
});

describe('sniffImageType', () => {
  it('trusts bytes, not names', () => {
    expect(sniffImageType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a))).toBe('image/png');
    expect(sniffImageType(new TextEncoder().encode('RIFF1234WEBPVP8 '))).toBe('image/webp');
    expect(sniffImageType(new TextEncoder().encode('<svg onload=alert(1)>'))).toBe(null);
    expect(sniffImageType(new TextEncoder().encode('\u0000\u0000\u0000 ftypisom'))).toBe(null);
  });
});

describe('judgeExternalLink', () => {
  it.each(['https://civitai.com/models/1', 'https://www.civitai.com/', 'https://huggingface.co/x'])(
    'opens %s',
    (url) => {
      expect(judgeExternalLink(url).ok).toBe(true);
    },
  );
  it.each([
    'http://civitai.com/',
    'https://civitai.com.evil.example/',
    'https://evilcivitai.com/',
    'https://user@civitai.com/',
    'https://civitai.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'civet://x',
    'not a link',
  ])('refuses %s', (url) => {
    expect(judgeExternalLink(url).ok).toBe(false);
  });
});

describe('redact', () => {
  const token = '0123456789abcdef0123456789abcdef';
  it.each([
    `Authorization: Bearer ${token}`,
    `https://civitai.com/api?token=${token}&x=1`,
    `{"token":"${token}"}`,
    `plain ${token} text`,
    `api_key = ${token}`,
  ])('leaves no secret in %s', (text) => {
    expect(redact(text, [token])).not.toContain(token);
  });
  it('removes signatures of storage links without knowing them', () => {
    expect(redact('GET https://b2.example/file?X-Amz-Signature=abc failed', [])).toBe(
      'GET https://b2.example/file?[query] failed',
    );
  });
});
