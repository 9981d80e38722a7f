import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { UpdateCheck } from '../../../shared/updates/updates';
import type { AskWish } from '../../core/civitai/ports';
import { isServiceTrouble, restMs } from '../../core/following/after-look';
import { MOST_MODELS_AT_ONCE } from '../../core/following/due';
import { picturesToKeep } from '../../core/following/news';
import type { Chance, Clock } from '../../core/ports';
import type { AskedModel, KeptModel, UpdatesStore } from '../../core/updates/ports';
import { toUpdateModel } from '../../core/updates/update-model';
import type { KnownModel } from '../catalogue/known-model';
import { type AskNeeds, askModel, askModels } from '../following/ask-models';
import { pause } from '../pause';

export interface UpdateChecksNeeds extends AskNeeds {
  readonly clock: Clock;
  readonly chance: Pick<Chance, 'fraction'>;
  readonly store: Pick<UpdatesStore, 'asked' | 'models' | 'keepModels' | 'note' | 'keepNote'>;
  /** Of everything in the library that belongs to one. */
  readonly modelIds: () => readonly number[];
  /** Nothing is asked by itself: offline, a metered line, a quiet hour, sleep. */
  readonly isHeld: () => boolean;
  /** More is known of these models now. */
  readonly onKept: (modelIds: readonly number[]) => void;
  /** Something of what is asked, or of how it went, is different now. */
  readonly onChanged: () => void;
  readonly onBug: (error: unknown) => void;
}

const HOUR_MS = 3_600_000;
/** New versions come out over weeks. */
const EVERY_MS = 24 * HOUR_MS;
/** What no list shows costs a question of its own, and comes back seldom. */
const ALONE_EVERY_MS = 7 * 24 * HOUR_MS;
/** Such questions in one check; further ones wait for the next check. */
const MOST_ALONE = 200;
/** Between two questions that nobody waits for. */
const STEP_MS = 4_000;
const STEP_SPREAD_MS = 4_000;
/** A wall clock that is set, and a hold that has ended, are noticed by then. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * Asks Civitai what versions there are of the models in the library, fifty at a time: at once when the user wants to
 * know, from then on once a day by itself, at a pace that nobody notices. What was asked is noted model by model, so
 * that a check goes on where it was when Civet is started again. When the service is in trouble it is left alone.
 */
export class UpdateChecks {
  private readonly asked = new Map<number, AskedModel>();
  private running: Promise<void> | null = null;
  private readonly stopped = new AbortController();
  private skipStep = new AbortController();
  private callOff: (() => void) | null = null;
  /** The user waits for it. */
  private isHurried = false;
  private view: UpdateCheck = { kind: 'idle' };
  private troubles = 0;
  private restUntilMs = Number.NEGATIVE_INFINITY;
  private lastTrouble: Failure | null = null;
  private aloneCount = 0;
  /** Of what no list shows, left to the next checks by this one. */
  private leftCount = 0;

  constructor(private readonly needs: UpdateChecksNeeds) {
    const asked = needs.store.asked();
    for (const each of asked.ok ? asked.value : []) this.asked.set(each.modelId, each);
  }

  get check(): UpdateCheck {
    return this.view;
  }

  get trouble(): Failure | null {
    return this.lastTrouble;
  }

  get isWanted(): boolean {
    return this.needs.store.note('wantedSinceMs') !== null;
  }

  get checkedAtMs(): number | null {
    return this.needs.store.note('checkedAtMs');
  }

  /** Models that no list shows, and that the last check has left to the next ones. */
  get laterCount(): number {
    return this.needs.store.note('leftCount') ?? 0;
  }

  /** The user wants to know now. */
  checkNow(): void {
    this.needs.store.keepNote('wantedSinceMs', this.needs.clock.nowMs());
    this.isHurried = true;
    this.aloneCount = 0;
    this.leftCount = 0;
    this.restUntilMs = Number.NEGATIVE_INFINITY;
    this.skipStep.abort();
    this.go();
    this.needs.onChanged();
  }

  /** Things may go better than a moment ago. */
  onWake(): void {
    this.restUntilMs = Number.NEGATIVE_INFINITY;
    this.go();
  }

  /** Goes on with what is due, and sees to it that what is due later is asked then. */
  go(): void {
    if (this.stopped.signal.aborted) return;
    this.running ??= this.run()
      .catch((bug: unknown) => {
        this.rest(failure('app.bug'));
        this.needs.onBug(bug);
      })
      .finally(() => {
        this.running = null;
        this.view = { kind: 'idle' };
        this.sleep();
        this.needs.onChanged();
      });
  }

  stop(): void {
    this.stopped.abort();
    this.skipStep.abort();
    this.callOff?.();
  }

  private async run(): Promise<void> {
    this.callOff?.();
    this.callOff = null;
    for (let doneCount = 0; ; ) {
      const due = this.due();
      if (due.length === 0) {
        this.finish(doneCount > 0 || this.isHurried);
        return;
      }
      if (!this.isHurried && this.isQuiet()) return;
      this.view = { kind: 'asking', doneCount, totalCount: doneCount + due.length };
      this.needs.onChanged();
      const batch = due.slice(0, MOST_MODELS_AT_ONCE);
      const { models, trouble } = await this.ask(batch, this.isHurried ? {} : { mostTries: 1 });
      if (this.stopped.signal.aborted) return;
      if (!this.keep(models)) return;
      doneCount += models.length;
      if (trouble !== null) {
        this.rest(trouble);
        return;
      }
      this.troubles = 0;
      this.lastTrouble = null;
      if (!this.isHurried) await this.step();
      if (this.stopped.signal.aborted) return;
    }
  }

  private finish(hasAsked: boolean): void {
    this.isHurried = false;
    if (hasAsked) {
      this.needs.store.keepNote('checkedAtMs', this.needs.clock.nowMs());
      this.needs.store.keepNote('leftCount', this.leftCount);
    }
    this.aloneCount = 0;
    this.leftCount = 0;
  }

  private isQuiet(): boolean {
    return this.needs.isHeld() || this.needs.clock.steadyMs() < this.restUntilMs;
  }

  /** Models to be asked about, what was asked about longest ago first; none before the user has asked once. */
  private due(): readonly number[] {
    const wantedSinceMs = this.needs.store.note('wantedSinceMs');
    if (wantedSinceMs === null) return [];
    const nowMs = this.needs.clock.nowMs();
    // A time that lies ahead was noted by a clock that was wrong.
    const limitMs = Math.max(wantedSinceMs > nowMs ? 0 : wantedSinceMs, nowMs - EVERY_MS);
    const askedMs = (id: number) => {
      const atMs = this.asked.get(id)?.askedAtMs ?? 0;
      return atMs > nowMs ? 0 : atMs;
    };
    return this.needs
      .modelIds()
      .filter((id) => askedMs(id) < limitMs)
      .toSorted((a, b) => askedMs(a) - askedMs(b) || a - b);
  }

  private async ask(
    ids: readonly number[],
    wish: AskWish,
  ): Promise<{ readonly models: readonly KeptModel[]; readonly trouble: Failure | null }> {
    const before = this.needs.store.models(ids);
    if (!before.ok) return { models: [], trouble: before.error };
    const known = new Map(before.value.map((each) => [each.modelId, each]));
    const listed = await this.listed(ids, wish);
    if (!listed.ok && isServiceTrouble(listed.error)) return { models: [], trouble: listed.error };
    const shown = new Map((listed.ok ? listed.value : []).map((model) => [model.id, model]));
    const models = ids.flatMap((id) => {
      const model = shown.get(id);
      return model === undefined ? [] : [this.told(model, known.get(id), null)];
    });
    for (const id of ids) {
      if (shown.has(id)) continue;
      const alone = await this.alone(id, known.get(id), wish);
      if (!alone.ok) return { models, trouble: alone.error };
      models.push(alone.value);
      if (this.stopped.signal.aborted) break;
    }
    return { models, trouble: null };
  }

  /** What no list shows: archived, hidden, deleted. @returns an error only when the service is in trouble */
  private async alone(
    modelId: number,
    before: KeptModel | undefined,
    wish: AskWish,
  ): Promise<Result<KeptModel, Failure>> {
    const nowMs = this.needs.clock.nowMs();
    const same: KeptModel = {
      modelId,
      askedAtMs: nowMs,
      aloneAtMs: before?.aloneAtMs ?? null,
      isGone: before?.isGone ?? false,
      model: before?.model ?? null,
    };
    const isKnown = same.aloneAtMs !== null && Math.abs(nowMs - same.aloneAtMs) < ALONE_EVERY_MS;
    if (isKnown) return ok(same);
    if (this.aloneCount >= MOST_ALONE) {
      this.leftCount += 1;
      return ok(same);
    }
    this.aloneCount += 1;
    const answer = await askModel(this.needs, modelId, wish);
    if (answer.ok) return ok(this.told(answer.value, before, nowMs));
    if (isServiceTrouble(answer.error)) return answer;
    const isGone = answer.error.code === 'input.unknownModel';
    return ok({ ...same, aloneAtMs: nowMs, isGone });
  }

  /** One model alone is asked for as such, which tells of archived ones as well. */
  private listed(ids: readonly number[], wish: AskWish): Promise<Result<readonly KnownModel[], Failure>> {
    if (ids.length < 2) return Promise.resolve(err(failure('http.rejected')));
    return askModels(this.needs, ids, wish);
  }

  private told(model: KnownModel, before: KeptModel | undefined, aloneAtMs: number | null): KeptModel {
    const fresh = toUpdateModel(model, picturesToKeep(model.versions[0]?.pictures ?? []));
    // The service's lists lose the versions of a model for a while (API note 1.1).
    const hasLost = fresh.versions.length === 0 && before?.model != null;
    const kept = hasLost ? before.model : fresh;
    const askedAtMs = this.needs.clock.nowMs();
    return { modelId: model.id, askedAtMs, aloneAtMs, isGone: false, model: kept };
  }

  private keep(models: readonly KeptModel[]): boolean {
    const kept = this.needs.store.keepModels(models);
    if (!kept.ok) {
      this.rest(kept.error);
      return false;
    }
    for (const { modelId, askedAtMs, aloneAtMs } of models)
      this.asked.set(modelId, { modelId, askedAtMs, aloneAtMs });
    if (models.length > 0) this.needs.onKept(models.map(({ modelId }) => modelId));
    return true;
  }

  private rest(trouble: Failure): void {
    this.isHurried = false;
    this.troubles += 1;
    this.lastTrouble = trouble;
    this.restUntilMs = this.needs.clock.steadyMs() + restMs(this.troubles, trouble);
  }

  private async step(): Promise<void> {
    this.skipStep = new AbortController();
    const { clock, chance } = this.needs;
    await pause(clock, STEP_MS + chance.fraction() * STEP_SPREAD_MS, this.skipStep.signal);
  }

  private sleep(): void {
    this.callOff?.();
    this.callOff = null;
    if (this.stopped.signal.aborted) return;
    if (this.isHurried) {
      this.go();
      return;
    }
    if (this.isWanted) this.callOff = this.needs.clock.after(LONGEST_SLEEP_MS, () => this.go());
  }
}
