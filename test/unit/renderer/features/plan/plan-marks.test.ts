import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { planMarks } from '../../../../../renderer/features/plan/plan-marks';
import { startWords } from '../../../../../renderer/locales/words';
import type { PlanItem } from '../../../../../shared/bulk/plan';
import { failure } from '../../../../../shared/failure';
import { downloadId } from '../../stores/builders';
import { planItem } from './builders';

beforeAll(startWords);

const marks = (change: Partial<PlanItem>, refusal?: Parameters<typeof planMarks>[2]) =>
  planMarks(i18next.getFixedT(null, 'plan'), planItem(1, change), refusal);
const texts = (change: Partial<PlanItem>) => marks(change).map(({ text }) => text);

describe('planMarks', () => {
  it('has nothing to say where nothing is in the way', () => {
    expect(marks({})).toEqual([]);
  });

  it('says of everything that is in the way what it is, in words', () => {
    const change: Partial<PlanItem> = {
      obstacle: 'otherContent',
      access: { kind: 'login' },
      conflict: 'inPlan',
      isDangerous: true,
      isAboveLevel: true,
      isPickle: true,
      lockedHash: 'ABCD',
    };
    expect(texts(change)).toEqual([
      'Content has changed',
      'Needs a login',
      'Above your level of maturity',
      'Dangerous',
      'Pickle',
      'Same name twice: gets a suffix',
      'Locked',
    ]);
    expect(marks(change).at(-1)?.title).toContain('ABCD');
  });

  it('says until when early access lasts where that is known', () => {
    const untilMs = new Date(2026, 11, 3).getTime();
    expect(texts({ access: { kind: 'earlyAccess', untilMs } })).toEqual(['Early access until Dec 3, 2026']);
    expect(texts({ access: { kind: 'earlyAccess', untilMs: null } })).toEqual(['Early access']);
  });

  it('says which of the two things a number would mean', () => {
    expect(texts({ modelId: 42, ambiguousId: 42 })).toEqual(['If 42 is a model']);
    expect(texts({ versionId: 42, ambiguousId: 42 })).toEqual(['If 42 is a version']);
  });

  it('says that it is here already', () => {
    expect(texts({ ownership: { kind: 'installed', downloadId: downloadId(1) } })).toEqual(['Installed']);
    expect(texts({ ownership: { kind: 'queued', downloadId: downloadId(1) } })).toEqual(['In the queue']);
  });

  it('says why it could not be queued, before everything else', () => {
    const [first, second] = marks({ isPickle: true }, failure('disk.driveMissing'));
    expect(first).toMatchObject({ tone: 'failed', text: expect.stringMatching(/^Not queued: /) });
    expect(second?.text).toBe('Pickle');
  });
});
