import { describe, expect, it } from 'vitest';
import {
  CIVITAI_ORIGIN,
  isInsideAddress,
  mayCarryToken,
  mayFetch,
  parseApiOrigin,
} from '../../../electron/core/civitai/origins';

const loopback = { origin: 'http://127.0.0.1:4000', world: 'loopback' } as const;

describe('parseApiOrigin', () => {
  it.each(['https://civitai.com', 'https://civitai.red:8443', 'http://127.0.0.1:4000', 'http://127.9.8.7'])(
    'accepts %s',
    (text) => {
      expect(parseApiOrigin(text).ok).toBe(true);
    },
  );
  it.each([
    'http://civitai.com',
    'http://localhost:4000',
    'http://[::1]:4000',
    'http://128.0.0.1',
    'http://127.0.0.1.evil.example',
    'https://localhost',
    'https://127.0.0.1',
    'https://user:pw@civitai.com',
    'https://civitai.com/api',
    'https://civitai.com?x=1',
    'ftp://127.0.0.1',
    'file:///etc/passwd',
    'civitai.com',
    'javascript:alert(1)',
  ])('refuses %s and says why', (text) => {
    const parsed = parseApiOrigin(text);
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.error.params.message).not.toBe('');
  });
  it('reads other spellings of a loopback address as what they are', () => {
    expect(parseApiOrigin('http://0x7f.1:80').ok).toBe(true);
    expect(parseApiOrigin('http://2130706433').ok).toBe(true);
    expect(parseApiOrigin('http://0xa9fea9fe').ok).toBe(false);
  });
});

describe('mayFetch', () => {
  it.each([
    'http://cdn.example/file',
    'https://127.0.0.1/file',
    'https://localhost/file',
    'https://sub.localhost/file',
    'https://[::1]/file',
    'https://[::ffff:127.0.0.1]/file',
    'https://10.0.0.1/file',
    'https://169.254.169.254/latest',
    'https://192.168.1.1/file',
    'https://0.0.0.0/file',
    'https://[fd00::1]/file',
    'http://127.0.0.1/file',
    'https://u:p@cdn.example/file',
  ])('an https service never leads to %s', (url) => {
    expect(mayFetch(CIVITAI_ORIGIN, new URL(url))).toBe(false);
  });
  it('follows an https service to other https hosts', () => {
    expect(mayFetch(CIVITAI_ORIGIN, new URL('https://b2.civitai.com/file?x=1'))).toBe(true);
  });
  it('follows a test service on this machine to this machine', () => {
    expect(mayFetch(loopback, new URL('http://127.0.0.1:5000/file'))).toBe(true);
    expect(mayFetch(loopback, new URL('https://127.0.0.1:5001/file'))).toBe(true);
    expect(mayFetch(loopback, new URL('ftp://127.0.0.1:5001/file'))).toBe(false);
    expect(mayFetch(loopback, new URL('https://10.0.0.1/file'))).toBe(false);
    expect(mayFetch(loopback, new URL('http://192.168.1.1/file'))).toBe(false);
    expect(mayFetch(loopback, new URL('http://cdn.example/file'))).toBe(false);
  });
});

describe('mayCarryToken', () => {
  it.each([
    ['https://civitai.com/api/v1/me', true],
    ['https://civitai.com:444/api', false],
    ['http://civitai.com/api', false],
    ['https://b2.civitai.com/file', false],
    ['https://civitai.com.evil.example/', false],
  ])('%s → %s', (url, expected) => {
    expect(mayCarryToken(CIVITAI_ORIGIN, new URL(url))).toBe(expected);
  });
});

describe('isInsideAddress', () => {
  it.each([
    ['127.0.0.1', true],
    ['::1', true],
    ['::ffff:7f00:1', true],
    ['::ffff:10.1.2.3', true],
    ['172.16.0.1', true],
    ['172.32.0.1', false],
    ['8.8.8.8', false],
    ['2606:4700::1', false],
    ['fe80::1', true],
    ['100.64.0.1', true],
    ['64:ff9b::7f00:1', true],
    ['2002:7f00:1::', true],
  ])('%s → %s', (address, expected) => {
    expect(isInsideAddress(address)).toBe(expected);
  });
});
