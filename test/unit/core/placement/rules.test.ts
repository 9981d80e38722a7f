import { describe, expect, it } from 'vitest';
import { type RuledFile, ruleFor } from '../../../../electron/core/placement/rules';
import type { PlacementRule, RuleCondition } from '../../../../shared/placement-rules';

const file: RuledFile = {
  modelType: 'Checkpoint',
  baseModel: 'Flux.1 D',
  creator: 'Mira_Tensor',
  modelName: 'Aurora',
  versionName: 'v2 Q8',
  firstTag: 'style',
  tags: ['style', 'Fjord'],
  file: { type: 'Model', untrustedName: 'aurora_q8.gguf' },
};

const rule = (name: string, conditions: readonly RuleCondition[], isOn = true): PlacementRule => ({
  name,
  isOn,
  conditions,
  kind: 'lora',
  rootId: null,
});

describe('ruleFor', () => {
  it.each<[RuleCondition['field'], string, boolean]>([
    ['modelType', 'checkpoint', true],
    ['modelType', 'Check', false],
    ['fileType', ' MODEL ', true],
    ['fileType', 'VAE', false],
    ['baseModel', 'flux', true],
    ['baseModel', 'SDXL', false],
    ['creator', 'mira_tensor', true],
    ['creator', 'mira', false],
    ['tag', 'fjord', true],
    ['tag', 'fjo', false],
    ['name', '.GGUF', true],
    ['name', 'aurora', true],
    ['name', 'q8', true],
    ['name', 'nowhere', false],
    ['name', '  ', false],
  ])('%s “%s” → %s', (field, text, holds) => {
    expect(ruleFor([rule('a', [{ field, text }])], file) !== null).toBe(holds);
  });

  it('wants every condition to hold, and takes the first rule that is on', () => {
    const flux = { field: 'baseModel', text: 'Flux' } as const;
    const rules = [
      rule('without conditions', []),
      rule('half', [flux, { field: 'name', text: 'nothing like it' }]),
      rule('off', [flux], false),
      rule('first', [flux, { field: 'name', text: 'gguf' }]),
      rule('second', [flux]),
    ];
    expect(ruleFor(rules, file)?.name).toBe('first');
    expect(ruleFor(rules.slice(0, 3), file)).toBeNull();
  });

  it('knows of downloads of earlier versions their first tag, and of some nothing', () => {
    const tagged = [rule('a', [{ field: 'tag', text: 'style' }])];
    const { tags: _tags, ...former } = file;
    expect(ruleFor(tagged, former)).not.toBeNull();
    expect(ruleFor(tagged, { ...former, firstTag: null })).toBeNull();
    expect(
      ruleFor([rule('a', [{ field: 'baseModel', text: 'x' }])], { ...file, baseModel: null }),
    ).toBeNull();
  });
});
