import { describe, expect, it } from 'vitest';
import { keepValidSettings } from '../../../shared/settings/keep-valid';
import { settingsPatchSchema } from '../../../shared/settings/schema';

const rule = {
  name: 'Flux GGUF → unet',
  isOn: true,
  conditions: [{ field: 'baseModel', text: 'Flux' }],
  kind: 'diffusionModel',
  rootId: null,
};

describe('stored rules', () => {
  it('are none in settings of earlier versions', () => {
    expect(keepValidSettings({ theme: 'dark' })).toMatchObject({
      settings: { theme: 'dark', placementRules: [] },
      wrong: [],
    });
  });

  it('are kept in their order, without those that make no sense', () => {
    const stored = {
      placementRules: [
        rule,
        { ...rule, conditions: [] },
        { ...rule, kind: null },
        { ...rule, name: 'to a program', kind: null, rootId: '0123456789abcdef' },
        { ...rule, kind: 'a kind of another version' },
        { ...rule, conditions: [{ field: 'colour', text: 'red' }] },
      ],
    };
    const { settings, wrong } = keepValidSettings(stored);
    expect(settings.placementRules.map(({ name }) => name)).toEqual([rule.name, 'to a program']);
    expect(wrong.length).toBeGreaterThan(0);
  });

  it.each([
    ['without a name', { ...rule, name: ' ' }],
    ['with an empty condition', { ...rule, conditions: [{ field: 'tag', text: '' }] }],
    ['to nowhere', { ...rule, kind: null }],
    ['to what is no program', { ...rule, rootId: '../..' }],
  ])('cannot be set %s', (_how, wrong) => {
    expect(settingsPatchSchema.safeParse({ placementRules: [wrong] }).success).toBe(false);
    expect(settingsPatchSchema.safeParse({ placementRules: [rule] }).success).toBe(true);
  });
});
