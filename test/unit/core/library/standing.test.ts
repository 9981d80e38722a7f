import { describe, expect, it } from 'vitest';
import { isReplacedBy, type StandingFacts, standingOf } from '../../../../electron/core/library/standing';

const read: StandingFacts = {
  isMissing: false,
  isInTrash: false,
  reading: 'read',
  match: null,
  isAsked: true,
  isDamaged: false,
  isReplaced: false,
  flaw: null,
};

describe('standingOf', () => {
  it.each<[string, Partial<StandingFacts>, string]>([
    ['read, found by its bytes', { match: 'sha256' }, 'known'],
    ['downloaded and proven by Civet', { match: 'download', isAsked: false }, 'known'],
    ['downloaded without a published hash', { match: 'unverified', isAsked: false }, 'claimed'],
    ['downloaded without a published hash, found nowhere', { match: 'unverified' }, 'claimed'],
    ['downloaded, and refuted since', { match: 'refuted', isAsked: false }, 'refuted'],
    ['read, found by its short hash alone', { match: 'autoV2' }, 'shortHash'],
    ['read, found by its weights', { match: 'autoV3' }, 'edited'],
    ['read, found nowhere', {}, 'unknown'],
    ['read, nobody asked', { isAsked: false }, 'unread'],
    ['read, a sidecar names it, the service does not know it', { match: 'claim' }, 'unknown'],
    ['read, a sidecar names it, nobody asked', { match: 'claim', isAsked: false }, 'claimed'],
    ['not read, a sidecar names it', { match: 'claim', reading: 'waiting' }, 'claimed'],
    ['not read, nobody says anything', { reading: 'waiting', isAsked: false }, 'unread'],
    ['other bytes than it had, found nowhere', { match: 'former' }, 'changed'],
    ['other bytes than it had, nobody asked', { match: 'former', isAsked: false }, 'unread'],
    ['other bytes than it had, not read', { match: 'former', reading: 'waiting' }, 'unread'],
    ['not to be read', { match: 'sha256', reading: 'failed' }, 'unreadable'],
    [
      'read again, and not what it was though nobody wrote to it',
      { match: 'sha256', isDamaged: true },
      'damaged',
    ],
    ['damaged, and gone since', { isDamaged: true, isMissing: true }, 'missing'],
    ['published with other bytes since', { match: 'sha256', isReplaced: true }, 'replaced'],
    ['found by its weights, published with other bytes', { match: 'autoV3', isReplaced: true }, 'edited'],
    ['cut short, whatever its sidecar or its hash says', { match: 'sha256', flaw: 'cutShort' }, 'incomplete'],
    ['cut short, and not read', { reading: 'waiting', match: 'claim', flaw: 'cutShort' }, 'incomplete'],
    ['cut short since it was known', { reading: 'waiting', match: 'former', flaw: 'cutShort' }, 'incomplete'],
    ['no model at all', { isAsked: true, flaw: 'noModel' }, 'noModel'],
    ['longer than its header says', { match: 'sha256', flaw: 'tooLong' }, 'known'],
    ['cut short, and gone since', { flaw: 'cutShort', isMissing: true }, 'missing'],
    ['gone', { match: 'sha256', isMissing: true }, 'missing'],
  ])('%s → %s', (_name, facts, standing) => {
    expect(standingOf({ ...read, ...facts })).toBe(standing);
  });

  it('never calls known what was not read', () => {
    for (const match of ['claim', 'former', null] as const)
      for (const isAsked of [true, false])
        expect(standingOf({ ...read, reading: 'waiting', match, isAsked })).not.toBe('known');
  });
});

describe('isReplacedBy', () => {
  it.each<[string, readonly string[] | null, string | null, boolean]>([
    ['one of the published files', ['A', 'B'], 'B', false],
    ['none of them', ['A', 'B'], 'C', true],
    ['nothing is known of what is published', null, 'C', false],
    ['nothing is published', [], 'C', false],
    ['nobody has measured it', ['A'], null, false],
  ])('%s', (_what, published, sha256, expected) => {
    expect(isReplacedBy(published, sha256)).toBe(expected);
  });
});
