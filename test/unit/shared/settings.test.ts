import { describe, expect, it } from 'vitest';
import { LOWEST_LIMIT, settingsPatchSchema, settingsSchema } from '../../../shared/settings/schema';

const rule = { days: [0, 4], fromMinute: 1_380, toMinute: 420, bytesPerSecond: null };
const patch = (value: unknown) => settingsPatchSchema.safeParse(value).success;

describe('settingsSchema', () => {
  it('takes settings of before, and adds what they did not know', () => {
    expect(settingsSchema.parse({ theme: 'dark', simultaneousDownloads: 7 })).toMatchObject({
      theme: 'dark',
      simultaneousDownloads: 7,
      connectionsPerDownload: 4,
      limit: { isOn: false, bytesPerSecond: 5_000_000 },
      schedule: { isOn: false, rules: [] },
      pauseOnBattery: false,
      pauseOnMetered: false,
    });
  });
});

describe('settingsPatchSchema', () => {
  it('changes nothing that a patch does not mention', () => {
    expect(settingsPatchSchema.parse({ pauseOnBattery: true })).toEqual({ pauseOnBattery: true });
  });

  it.each([
    { connectionsPerDownload: 1 },
    { connectionsPerDownload: 8 },
    { simultaneousDownloads: 10 },
    { limit: { isOn: true, bytesPerSecond: LOWEST_LIMIT } },
    { schedule: { isOn: true, rules: [rule, { ...rule, bytesPerSecond: 0 }] } },
    { schedule: { isOn: true, rules: [{ ...rule, fromMinute: 0, toMinute: 1_440 }] } },
  ])('takes %j', (value) => {
    expect(patch(value)).toBe(true);
  });

  it.each([
    { connectionsPerDownload: 0 },
    { connectionsPerDownload: 9 },
    { simultaneousDownloads: 11 },
    { limit: { isOn: true, bytesPerSecond: 0 } },
    { limit: { isOn: true, bytesPerSecond: LOWEST_LIMIT - 1 } },
    { limit: { isOn: true } },
    { schedule: { isOn: true, rules: [{ ...rule, days: [] }] } },
    { schedule: { isOn: true, rules: [{ ...rule, days: [7] }] } },
    { schedule: { isOn: true, rules: [{ ...rule, fromMinute: 1_440 }] } },
    { schedule: { isOn: true, rules: [{ ...rule, toMinute: 1_441 }] } },
    { schedule: { isOn: true, rules: [{ ...rule, bytesPerSecond: 1 }] } },
    { pauseOnBattery: 'yes' },
    { somethingElse: true },
  ])('refuses %j', (value) => {
    expect(patch(value)).toBe(false);
  });
});
