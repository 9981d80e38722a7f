import { describe, expect, it } from 'vitest';
import { accessState } from '../../../../shared/civitai/access';

const facts = {
  mode: 'available',
  access: { kind: 'open' },
  needsLogin: false,
  isDownloadable: null,
  isSignedIn: false,
} as const;

describe('accessState', () => {
  it('archived goes before everything else', () => {
    expect(accessState({ ...facts, mode: 'archived', access: { kind: 'paid' } })).toEqual({
      kind: 'archived',
    });
  });

  it.each([
    [{ kind: 'paid' }],
    [{ kind: 'downloadsDisabled' }],
    [{ kind: 'earlyAccess', untilMs: 7 }],
    [{ kind: 'earlyAccess', untilMs: null }],
  ] as const)('tells %j as it is, whoever is signed in', (access) => {
    expect(accessState({ ...facts, access, needsLogin: true, isSignedIn: true })).toEqual(access);
  });

  it.each([
    [true, false, { kind: 'login' }],
    [true, true, { kind: 'free', login: 'given' }],
    [false, false, { kind: 'free', login: 'notNeeded' }],
    [null, false, { kind: 'free', login: 'unknown' }],
  ] as const)('needs a login: %s, signed in: %s → %j', (needsLogin, isSignedIn, expected) => {
    expect(accessState({ ...facts, needsLogin, isSignedIn })).toEqual(expected);
  });

  it('what is for use on Civitai only cannot be had, whatever the answer about the model says', () => {
    expect(accessState({ ...facts, isDownloadable: false })).toEqual({ kind: 'downloadsDisabled' });
    expect(accessState({ ...facts, isDownloadable: true }).kind).toBe('free');
  });

  it('a model whose pictures were taken down can still be had', () => {
    expect(accessState({ ...facts, mode: 'takenDown' }).kind).toBe('free');
  });
});
