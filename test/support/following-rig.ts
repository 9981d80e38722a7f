import { expect } from 'vitest';
import { GotCivitaiHost } from '../../electron/adapters/civitai-api';
import { createHttpClient, GotTransport } from '../../electron/adapters/http-transport';
import { Pictures } from '../../electron/adapters/pictures';
import { systemClock } from '../../electron/adapters/system';
import { parseApiOrigin } from '../../electron/core/civitai/origins';
import { createFollowing } from '../../electron/following';
import { PacedCivitaiApi } from '../../electron/services/catalogue/paced-api';
import type { Following } from '../../electron/services/following/following';
import type { Failure } from '../../shared/failure';
import type { FollowSubject } from '../../shared/following/follow-key';
import type { FollowingStatus, FollowView, NewVersion } from '../../shared/following/following';
import type { Result } from '../../shared/result';
import { type Settings, settingsSchema } from '../../shared/settings/schema';

export interface FollowingRigOptions {
  readonly profile: string;
  readonly token?: string;
  readonly maturity?: Settings['maturity'];
}

function present<T>(answer: Result<T, Failure>): T {
  if (!answer.ok) throw new Error(`Refused: ${answer.error.code}`);
  return answer.value;
}

/** What is followed, with its real file and the real way to the service, without a window. */
export class FollowingRig {
  readonly published: FollowingStatus[] = [];
  readonly reports: string[] = [];
  readonly bugs: unknown[] = [];
  readonly forgotten: number[] = [];
  readonly following: Following;
  settings: Settings;

  constructor(origin: string, { profile, token, maturity = 'PG' }: FollowingRigOptions) {
    const parsed = parseApiOrigin(origin);
    if (!parsed.ok) throw new Error(`No origin: ${origin}`);
    const client = createHttpClient(parsed.value, 'Civet/0.0.0 (tests)');
    this.settings = { ...settingsSchema.parse({}), maturity };
    this.following = createFollowing({
      civitai: new PacedCivitaiApi({
        host: new GotCivitaiHost({ api: parsed.value, client }),
        clock: systemClock,
        token: () => token ?? null,
      }),
      catalogue: { forget: (modelId) => this.forgotten.push(modelId ?? -1) },
      answers: { doubt: () => undefined },
      pictures: new Pictures({
        api: parsed.value,
        http: new GotTransport(client),
        clock: systemClock,
        files: null,
      }),
      clock: systemClock,
      chance: { fraction: () => 0.5 },
      profile,
      settings: () => this.settings,
      isHeld: () => false,
      publish: (status) => this.published.push(status),
      report: (what) => this.reports.push(what),
      onBug: (error) => this.bugs.push(error),
    });
  }

  /** Follows, and waits until the first look has ended. */
  async follow(subject: FollowSubject): Promise<FollowView> {
    present(this.following.follow(subject));
    await this.rests();
    const [view] = this.following
      .list()
      .filter(({ subject: each }) => JSON.stringify(each) === JSON.stringify(subject));
    if (view === undefined) throw new Error('It is not followed.');
    return view;
  }

  /** Looks at everything, and waits until that has ended. */
  async look(): Promise<void> {
    this.following.lookNow();
    await this.rests();
  }

  async rests(): Promise<void> {
    await expect.poll(() => this.following.status().isLooking, { interval: 5 }).toBe(false);
    expect(this.bugs).toEqual([]);
  }

  news(): readonly NewVersion[] {
    return present(this.following.news(null)).versions;
  }

  aboveLevel(): number {
    return present(this.following.news(null)).aboveLevelCount;
  }

  stop(): void {
    this.following.stop();
  }
}
