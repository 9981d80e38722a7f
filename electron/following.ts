import { join } from 'node:path';
import type { FollowingStatus } from '../shared/following/following';
import type { Settings } from '../shared/settings/schema';
import { openFollowing } from './adapters/following-store';
import { modelQuestion } from './core/civitai/endpoints';
import type { CivitaiApi } from './core/civitai/ports';
import type { Chance, Clock, PictureBook } from './core/ports';
import type { Catalogue } from './services/catalogue/catalogue';
import type { SeenAnswers } from './services/catalogue/seen-answers';
import { Following } from './services/following/following';

export interface FollowingParts {
  readonly civitai: Pick<CivitaiApi, 'getJson'>;
  readonly catalogue: Pick<Catalogue, 'forget'>;
  readonly answers: Pick<SeenAnswers, 'doubt'>;
  readonly pictures: PictureBook;
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'fraction'>;
  readonly profile: string;
  readonly settings: () => Settings;
  readonly isHeld: () => boolean;
  readonly publish: (status: FollowingStatus) => void;
  readonly report: (what: string) => void;
  readonly onBug: (error: unknown) => void;
}

/** Wires what is followed, and keeps it in the profile. */
export function createFollowing({ civitai, catalogue, answers, profile, report, ...parts }: FollowingParts) {
  const { store, keeping } = openFollowing(join(profile, 'following.db'), parts.clock.nowMs(), report);
  return new Following({
    ...parts,
    api: civitai,
    store,
    keeping,
    maturity: () => parts.settings().maturity,
    onNews: (modelIds) => {
      for (const modelId of modelIds) {
        answers.doubt(modelQuestion(modelId));
        catalogue.forget(modelId);
      }
    },
  });
}
