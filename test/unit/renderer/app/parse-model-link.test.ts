import { describe, expect, it } from 'vitest';
import { parseModelLink } from '../../../../renderer/app/parse-model-link';

describe('parseModelLink', () => {
  it.each([
    ['https://civitai.com/models/257749', { modelId: 257_749, versionId: null }],
    [
      'https://civitai.com/models/257749/pony-diffusion-v6-xl?modelVersionId=290640',
      { modelId: 257_749, versionId: 290_640 },
    ],
    ['  civitai.com/models/12 ', { modelId: 12, versionId: null }],
    ['https://civitai.red/models/7?x=1&modelVersionId=9', { modelId: 7, versionId: 9 }],
  ])('reads %s', (text, link) => {
    expect(parseModelLink(text)).toEqual(link);
  });

  it.each([
    'anime',
    '257749',
    'https://civitai.com/images/12',
    'https://civitai.com.evil.example/models/12',
    'https://evil.example/?u=https://civitai.com/models/12',
    'https://civitai.com/models/0',
    'https://civitai.com/models/9999999999',
  ])('leaves %s to the search', (text) => {
    expect(parseModelLink(text)).toBeNull();
  });
});
