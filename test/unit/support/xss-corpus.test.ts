import { expect, it } from 'vitest';
import { xssCorpus } from '../../support/xss-corpus';

it('holds more than two hundred different texts', () => {
  expect(xssCorpus('https://out.example').length).toBeGreaterThanOrEqual(200);
});
