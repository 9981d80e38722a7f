import { describe, expect, it } from 'vitest';
import { isBypassed, isOwnMachine, readPacAnswer } from '../../../../electron/core/network/routes';
import { proxyAddress, readProxyAddress } from '../../../../shared/network';

const read = (text: string) => {
  const proxy = readProxyAddress(text);
  return proxy.ok ? proxyAddress(proxy.value) : proxy.error;
};

describe('readProxyAddress', () => {
  it.each([
    ['proxy.example:3128', 'http://proxy.example:3128'],
    [' http://proxy.example:80 ', 'http://proxy.example:80'],
    ['HTTPS://proxy.example', 'https://proxy.example:443'],
    ['https://proxy.example:80/', 'https://proxy.example:80'],
    ['socks://10.0.0.1', 'socks5://10.0.0.1:1080'],
    ['socks4a://10.0.0.1:9050', 'socks4://10.0.0.1:9050'],
    ['socks5h://[::1]:9', 'socks5://[::1]:9'],
    ['', 'empty'],
    ['ftp://proxy.example', 'scheme'],
    ['http://mira:secret@proxy.example', 'login'],
    ['mira@proxy.example', 'login'],
    ['http://proxy.example/path', 'address'],
    ['http://proxy.example:99999', 'address'],
    ['http://proxy.example:0', 'address'],
    ['http://', 'address'],
    ['proxy example', 'address'],
  ])('%j is %s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('readPacAnswer', () => {
  const names = (answer: string) =>
    readPacAnswer(answer).map((proxy) => (proxy === null ? 'DIRECT' : proxyAddress(proxy)));
  it.each([
    ['DIRECT', ['DIRECT']],
    ['', ['DIRECT']],
    ['PROXY a:3128; SOCKS5 b:1080; DIRECT', ['http://a:3128', 'socks5://b:1080', 'DIRECT']],
    ['SOCKS b:1080;https c', ['socks4://b:1080', 'https://c:443']],
    ['QUIC d:443; PROXY [2001:db8::1]:8080', ['http://[2001:db8::1]:8080']],
    ['nonsense', ['DIRECT']],
  ])('%j leads by %j', (answer, expected) => expect(names(answer)).toEqual(expected));
});

describe('isBypassed', () => {
  it.each([
    ['civitai.com', 'civitai.com', true],
    ['CIVITAI.com', 'image.civitai.com', false],
    ['.civitai.com', 'image.civitai.com', true],
    ['*.civitai.com', 'image.civitai.com', true],
    ['other.example; civitai.com:8443', 'civitai.com', false],
    ['civitai.com:443', 'civitai.com', true],
    ['civitaiXcom', 'civitai.com', false],
    ['civitai.co.', 'civitai.com', false],
    ['<local>', 'nas', true],
    ['<local>', 'nas.example', false],
    ['*', 'civitai.com', true],
    ['', 'civitai.com', false],
    ['i*.civitai.*m', 'image.civitai.com', true],
    ['*e.*e*', 'image.civitai.com', false],
    ['ab*ba', 'aba', false],
    ['*a'.repeat(500), 'a'.repeat(250), false],
    ['(a+)+$, [', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', false],
  ])('with %j %s is reached directly: %s', (list, host, expected) => {
    expect(isBypassed(list, host, 443)).toBe(expected);
  });
});

describe('isOwnMachine', () => {
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['localhost', true],
    ['a.localhost', true],
    ['[::1]', true],
    ['192.168.0.1', false],
    ['localhost.example', false],
  ])('%s: %s', (host, expected) => expect(isOwnMachine(host)).toBe(expected));
});
