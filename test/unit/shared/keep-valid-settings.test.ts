import { describe, expect, it } from 'vitest';
import { keepValidSettings } from '../../../shared/settings/keep-valid';
import { settingsSchema } from '../../../shared/settings/schema';

const defaults = settingsSchema.parse({});
const rule = { days: [0], fromMinute: 0, toMinute: 60, bytesPerSecond: 1_000_000 };
const own = {
  theme: 'dark',
  maturity: 'R',
  simultaneousDownloads: 7,
  limit: { isOn: true, bytesPerSecond: 2_000_000 },
  schedule: { isOn: true, rules: [rule] },
  preference: { format: 'GGUF', precision: 'bf16', sizeClass: 'full' },
} as const;

describe('keepValidSettings', () => {
  it('takes right settings as they are', () => {
    expect(keepValidSettings(own)).toEqual({ settings: { ...defaults, ...own }, wrong: [] });
    expect(keepValidSettings({})).toEqual({ settings: defaults, wrong: [] });
  });

  it.each([
    ['a value out of its bounds', { simultaneousDownloads: 99 }, ['simultaneousDownloads']],
    ['a word that is not known', { theme: 'sepia' }, ['theme']],
    ['a value of another type', { pauseOnBattery: 'yes' }, ['pauseOnBattery']],
    ['nothing where something must be', { maturity: null }, ['maturity']],
    ['several at once', { theme: 1, maturity: 'Q' }, ['maturity', 'theme']],
  ])('%s costs itself alone', (_what, change, wrong) => {
    const kept = keepValidSettings({ ...own, ...change });
    const [names, expected] = [Object.keys(change), { ...defaults, ...own } as Record<string, unknown>];
    for (const name of names) expected[name] = defaults[name as keyof typeof defaults];
    expect(kept.settings).toEqual(expected);
    expect(kept.wrong.toSorted()).toEqual(wrong);
  });

  it('one wrong word of a preference leaves the other two', () => {
    const preference = { ...own.preference, precision: 'fp4' };
    const kept = keepValidSettings({ ...own, preference });
    expect(kept.settings.preference).toEqual({ ...own.preference, precision: 'fp16' });
    expect(kept.wrong).toEqual(['preference.precision']);
  });

  it('a limit without its bytes is no limit', () => {
    const kept = keepValidSettings({ ...own, limit: { isOn: true, bytesPerSecond: -1 } });
    expect(kept.settings).toEqual({ ...defaults, ...own, limit: defaults.limit });
    expect(kept.wrong).toEqual(['limit.bytesPerSecond']);
  });

  it('wrong rules of a schedule are left out, and the right ones stay', () => {
    const rules = [{ ...rule, days: [] }, rule, { ...rule, fromMinute: 'noon' }, 5];
    const kept = keepValidSettings({ ...own, schedule: { isOn: true, rules } });
    expect(kept.settings).toEqual({ ...defaults, ...own, schedule: { isOn: true, rules: [rule] } });
    expect(kept.wrong).toHaveLength(3);
  });

  it.each([
    ['a list', []],
    ['a word', 'settings'],
    ['nothing', null],
    ['a number', 5],
  ])('what is no settings at all becomes the defaults: %s', (_what, stored) => {
    expect(keepValidSettings(stored)).toEqual({ settings: defaults, wrong: ['settings'] });
  });

  it('changes nothing of what it is given', () => {
    const stored = { ...own, theme: 'sepia' };
    keepValidSettings(stored);
    expect(stored.theme).toBe('sepia');
  });
});
