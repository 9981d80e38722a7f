import { expect, it } from 'vitest';
import { wordsOfFileName } from '../../../../renderer/app/file-name-words';

it.each([
  ['aurora_fjord-v2 (1).safetensors', 'aurora fjord v2'],
  ['model.v1.5.ckpt', 'model v1 5'],
  ['霧のフィヨルド.gguf', '霧のフィヨルド'],
  ['plain', 'plain'],
])('%s → %s', (fileName, words) => {
  expect(wordsOfFileName(fileName)).toBe(words);
});
