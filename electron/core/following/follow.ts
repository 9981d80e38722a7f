import { z } from 'zod';
import { MATURITY_LEVELS } from '../../../shared/civitai/model';
import { failureSchema } from '../../../shared/failure';
import type { FollowSubject } from '../../../shared/following/follow-key';
import { followSubjectSchema } from '../../../shared/following/follow-schema';
import type { Standing } from '../../../shared/following/following';

/** What the first look has learnt, against which all later ones are compared. */
const baseline = z.object({
  /** Milliseconds since 1970, as all times here. */
  atMs: z.number(),
  /**
   * Everything there was is known: of a creator with more models than one answer holds, the service loses
   * one at each border between answers, and very many are not read to their end (API note 1.1).
   */
  isWhole: z.boolean(),
  /** The service counts versions up. Where none was seen, higher than any, so that dates decide. */
  highestVersionId: z.number(),
});
export type Baseline = z.infer<typeof baseline>;

export const followRecordSchema = z.object({
  key: z.string(),
  subject: followSubjectSchema.transform((subject): FollowSubject => subject),
  /** As everybody is told; null before the first look at a model. */
  name: z.string().nullable(),
  creator: z.string().nullable(),
  modelType: z.string().nullable(),
  maturity: z.enum(MATURITY_LEVELS).nullable(),
  /** Of the first look. */
  firstMaturity: z.enum(MATURITY_LEVELS).nullable(),
  standing: z.enum(['unknown', 'available', 'archived', 'takenDown', 'gone'] satisfies Standing[]),
  followedAtMs: z.number(),
  baseline: baseline.nullable(),
  lookedAtMs: z.number().nullable(),
  nextLookAtMs: z.number(),
  /** Looks in a row that came to nothing. */
  failedLooks: z.number(),
  trouble: failureSchema.nullable(),
});

/** One thing that is followed, as it is kept. */
export type FollowRecord = z.infer<typeof followRecordSchema>;

/** @param nowMs milliseconds since 1970; the first look is due at once */
export function newFollow(key: string, subject: FollowSubject, nowMs: number): FollowRecord {
  return {
    key,
    subject,
    name: subject.kind === 'creator' ? subject.username : null,
    creator: null,
    modelType: null,
    maturity: null,
    firstMaturity: null,
    standing: 'unknown',
    followedAtMs: nowMs,
    baseline: null,
    lookedAtMs: null,
    nextLookAtMs: nowMs,
    failedLooks: 0,
    trouble: null,
  };
}
