import { describe, expect, it } from 'vitest';
import {
  isFeedUrl,
  mayFollow,
  readFeed,
  releasePageOf,
} from '../../../../electron/core/app-updates/feed-address';

describe('readFeed', () => {
  it.each([
    ['GitHub', { provider: 'github', owner: 'civet-app', repo: 'civet' }, true],
    ['an owner that is a path', { provider: 'github', owner: '../x', repo: 'civet' }, false],
    ['https', { provider: 'generic', url: 'https://releases.example/civet' }, true],
    ['http on the net', { provider: 'generic', url: 'http://releases.example/civet' }, false],
    ['http inside this machine', { provider: 'generic', url: 'http://127.0.0.1:9/feed' }, true],
    ['a file', { provider: 'generic', url: 'file:///tmp/feed' }, false],
    ['a name and password', { provider: 'generic', url: 'https://a:b@releases.example/' }, false],
    ['another provider', { provider: 's3', bucket: 'civet' }, false],
    ['nothing', null, false],
  ])('%s → %s', (_name, configuration, isTaken) => {
    expect(readFeed(configuration) !== null).toBe(isTaken);
  });

  it('knows the page of releases of GitHub alone', () => {
    expect(releasePageOf({ provider: 'github', owner: 'a', repo: 'b' })).toBe(
      'https://github.com/a/b/releases',
    );
    expect(releasePageOf({ provider: 'generic', url: 'https://releases.example/' })).toBeNull();
  });
});

describe('mayFollow', () => {
  it.each([
    ['https://a.example/', 'https://b.example/x', true],
    ['https://a.example/', 'http://127.0.0.1/x', false],
    ['http://127.0.0.1:1/', 'https://a.example/x', false],
    ['https://a.example/', '', false],
  ])('%s → %s: %s', (from, to, may) => {
    expect(mayFollow(from, to)).toBe(may);
    expect(isFeedUrl(from)).toBe(true);
  });
});
