import { expect } from 'vitest';
import { NodePartFiles } from '../../electron/adapters/part-files';
import { systemClock } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import { usualReserve } from '../../electron/core/disk/ledger';
import type { Clock, Volumes } from '../../electron/core/ports';
import { BulkPlan } from '../../electron/services/bulk/bulk-plan';
import { ManyModels } from '../../electron/services/bulk/many-models';
import { toPlannedModel } from '../../electron/services/bulk/planned-model';
import type { PromisedDownload } from '../../electron/services/bulk/queue-entries';
import { versionTerms } from '../../electron/services/catalogue/version-terms';
import type { PlanDelta, PlanItem, PlanProblem } from '../../shared/bulk/plan';
import type { PlanChange } from '../../shared/bulk/plan-schema';
import type { Failure } from '../../shared/failure';
import type { OwnedFile } from '../../shared/library/owned';
import { ok, type Result } from '../../shared/result';
import type { Rig } from './rig';

/** A plan on the services of a rig, and its mirror as a page would keep it. */
export class BulkRig {
  readonly plan: BulkPlan;
  readonly deltas: PlanDelta[] = [];
  readonly bugs: unknown[] = [];
  /** What the library says it has. */
  owned: readonly OwnedFile[] = [];
  readonly promised: PromisedDownload[] = [];
  /** What writing promises down answers. */
  promising: Result<null, Failure> = ok(null);
  private readonly items = new Map<string, PlanItem>();
  private problemsTold: readonly PlanProblem[] = [];

  constructor(rig: Rig, options: { readonly volumes?: Volumes; readonly clock?: Clock } = {}) {
    const clock = options.clock ?? systemClock;
    this.plan = new BulkPlan({
      api: rig.civitai,
      answers: rig.answers,
      catalogue: rig.catalogue,
      clock,
      settings: () => rig.settings.settings(),
      models: new ManyModels({
        api: rig.civitai,
        catalogue: rig.catalogue,
        clock,
        keep: (model, atMs) => toPlannedModel(model, rig.settings.settings().maturity, atMs),
      }),
      terms: (versionId) => versionTerms(rig.answers, versionId),
      placement: rig.placement,
      queue: rig.queue,
      library: { owned: () => ok(this.owned) },
      report: (error) => this.bugs.push(error),
      isFolderChosen: () => rig.settings.folders() !== null,
      volumes: options.volumes ?? new NodeVolumes(),
      parts: new NodePartFiles(),
      reserveOf: usualReserve,
      onPromised: (promised) => {
        this.promised.push(...promised);
        return this.promising;
      },
      publish: (delta) => this.mirror(delta),
    });
  }

  get all(): readonly PlanItem[] {
    return [...this.items.values()];
  }

  get problems(): readonly PlanProblem[] {
    return this.problemsTold;
  }

  named(text: string): PlanItem {
    const item = this.all.find(({ modelName, versionName, fileName }) =>
      `${modelName} ${versionName} ${fileName}`.includes(text),
    );
    if (item === undefined) throw new Error(`Nothing in the plan is called ${text}.`);
    return item;
  }

  /** Adds, and waits until everything was looked up. */
  async collect(source: Parameters<BulkPlan['collect']>[0]): Promise<void> {
    expect(this.plan.collect(source)).toEqual({ ok: true, value: null });
    await this.rests();
  }

  async rests(): Promise<void> {
    const collecting = () => this.plan.snapshot().head.collecting;
    await expect.poll(collecting, { interval: 20 }).toBe(null);
  }

  change(change: PlanChange): void {
    expect(this.plan.change(change)).toEqual({ ok: true, value: null });
  }

  /** What the page would show has to be what main has. */
  expectMirrored(): void {
    const { items, problems, revision } = this.plan.snapshot();
    expect(this.all).toEqual(items);
    expect(this.problems).toEqual(problems);
    expect(this.deltas.at(-1)?.revision).toBe(revision);
  }

  private mirror(delta: PlanDelta): void {
    expect(delta.revision).toBe((this.deltas.at(-1)?.revision ?? 0) + 1);
    this.deltas.push(delta);
    for (const id of delta.removed) this.items.delete(id);
    for (const item of delta.upserts) this.items.set(item.id, item);
    this.problemsTold = delta.problems ?? this.problemsTold;
  }
}
