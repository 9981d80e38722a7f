import { describe, expect, it } from 'vitest';
import { readCivetLink } from '../../../shared/civitai/civet-link';
import { emptyWish } from '../../../shared/civitai/search';
import { readSearchLine } from '../../../shared/civitai/search-line';
import { writeSearchLink } from '../../../shared/civitai/search-link';

const wish = { ...emptyWish, text: 'fjord light', types: ['LORA'], sort: 'Newest' as const };

describe('readCivetLink', () => {
  it('reads a search, a model, and a version of a model', () => {
    expect(readCivetLink(writeSearchLink(wish))).toEqual({ kind: 'wish', wish });
    expect(readCivetLink('civet://model/1244')).toEqual({ kind: 'model', modelId: 1244, versionId: null });
    expect(readCivetLink(' CIVET://Model/1244/?version=1318 ')).toEqual({
      kind: 'model',
      modelId: 1244,
      versionId: 1318,
    });
  });

  it.each([
    '',
    'civet:',
    'civet://',
    'civet://settings?theme=dark',
    'civet://model/',
    'civet://model/0',
    'civet://model/-1',
    'civet://model/9999999999',
    'civet://model/1e3',
    'civet://model/1244?version=',
    'civet://model/1244?version=0',
    'civet://model/1244?version=1&version=2',
    'civet://model/1244?version=1318&download=1',
    'civet://model/1244/../../settings',
    'civet://model/1244#--no-sandbox',
    'civet://model/1244 --no-sandbox',
    'civet://discover?colour=red',
    'https://civitai.com/models/1244',
    'xcivet://model/1244',
    `civet://model/${'1'.repeat(9_000)}`,
  ])('refuses %j', (link) => {
    expect(readCivetLink(link)).toBeNull();
  });

  it('means the same in the search box', () => {
    expect(readSearchLine('civet://model/1244?version=1318')).toEqual(
      readCivetLink('civet://model/1244?version=1318'),
    );
    expect(readSearchLine('civet://model/1244?version=x')).toEqual({ kind: 'strangeLink' });
  });
});
