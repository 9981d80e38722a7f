import assert from 'node:assert/strict';
import { FileBytes } from '../file-bytes';
import { type Scenario, SMALL } from '../scenario';
import { type Answer, isRanged, type Rule, type Seen } from '../server/answer';

/** Another file of the same size: a byte of it on disk is noticed at once. */
export const OTHER = new FileBytes(SMALL, 666);

/** The first request of this kind is answered so, all others honestly. */
export function once(answer: Rule['answer'], when: (seen: Seen) => boolean = isRanged): readonly Rule[] {
  return [{ when, times: 1, answer }];
}

/** Every request of this kind is answered so. */
export function always(answer: Rule['answer'], when: (seen: Seen) => boolean = isRanged): readonly Rule[] {
  return [{ when, answer }];
}

/** One answer that must be refused: its bytes are wrong, so that writing any of them shows. */
export function refusedOnce(name: string, answer: Answer, more: Partial<Scenario> = {}): Scenario {
  return {
    name,
    storage: once({ bytesOf: OTHER, ...answer }),
    ends: 'completed',
    check: (world) => assert.ok(world.asked.length >= 2, 'it was not asked again'),
    ...more,
  };
}
