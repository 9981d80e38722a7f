import type { MaturityLevel, ModelDetails } from '../../../shared/civitai/model';
import type { Failure } from '../../../shared/failure';
import type { VersionPlace } from '../../../shared/ipc/contract';
import { ok, type Result } from '../../../shared/result';
import { isHashOfNothing } from '../../core/civitai/hash-of-nothing';
import type { CivitaiPosts } from '../../core/civitai/ports';
import type { MeasuredHashes } from '../../core/download/verify';
import type { IndexedFile } from '../../core/library/ports';
import { provenByShort, shortHashOf } from '../../core/library/short-hash';
import type { Clock, Places } from '../../core/ports';
import { Asking } from '../bulk/asking';
import type { ManyModels } from '../bulk/many-models';
import type { Catalogue } from '../catalogue/catalogue';
import { findByHashes } from '../catalogue/find-by-hashes';
import type { KnownModel } from '../catalogue/known-model';
import type { Placement } from '../placement';
import { recogniseFile } from './inspected-version';
import type { Asked, InspectionBoard } from './inspection-board';
import { placeOf, type SureKind, sureKindOf } from './known-identity';

/** While further files are read, questions wait for each other: each holds as many hashes as there are by then. */
const PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000] as const;
/** So few models are asked for one by one, and may come from what was seen. */
const FEW_MODELS = 2;

export interface RecognitionNeeds {
  readonly api: CivitaiPosts;
  readonly catalogue: Pick<Catalogue, 'findByHash' | 'model' | 'shown'>;
  readonly models: Pick<ManyModels<KnownModel>, 'byIds'>;
  readonly placement: Pick<Placement, 'plan' | 'roots' | 'folderOfKind'>;
  readonly places: Places;
  readonly clock: Clock;
  readonly maturity: () => MaturityLevel;
  readonly onBug: (error: unknown) => void;
}

/** A file, and the version that something leads to. */
interface Led {
  readonly file: Asked;
  readonly kind: SureKind;
  readonly hashes: Partial<MeasuredHashes>;
  readonly place: VersionPlace;
}

interface Measured {
  readonly file: Asked;
  readonly hashes: MeasuredHashes;
}

/**
 * Asks Civitai what measured files are: all that there are by then with one question, their models with one more
 * for each hundred. Only what that leaves open is asked about one by one, by its weights and by its middle.
 */
export class Recognition {
  private open: Measured[] = [];
  private running: Promise<void> | null = null;
  private cutPause: (() => void) | null = null;
  private isMoreToCome = false;
  private signal: AbortSignal | null = null;

  constructor(
    private readonly needs: RecognitionNeeds,
    private readonly board: InspectionBoard,
  ) {}

  /** @param isMoreToCome whether further files are being read, that may be asked about together with these */
  ask(measured: readonly Measured[], isMoreToCome: boolean, signal: AbortSignal): void {
    this.open.push(...measured);
    this.isMoreToCome = isMoreToCome;
    this.signal = signal;
    if (!isMoreToCome) this.cutPause?.();
    if (this.open.length === 0 || signal.aborted) return;
    this.running ??= this.run(signal).finally(() => {
      this.running = null;
      // Measured between its last look and its end, or after everything before was forgotten.
      if (this.signal !== null) this.ask([], this.isMoreToCome, this.signal);
    });
  }

  forget(): void {
    this.open = [];
    this.cutPause?.();
  }

  /** What something leads to, shown as that. @returns why nothing could be told of it */
  async show(led: readonly Led[], asking: Asking): Promise<ReadonlyMap<Asked, Failure>> {
    const failed = new Map<Asked, Failure>();
    const models = await this.models([...new Set(led.map(({ place }) => place.modelId))], asking);
    for (const { file, kind, hashes, place } of led) {
      const model = models.get(place.modelId);
      if (asking.signal.aborted || model === undefined) continue;
      // By now it is known for certain what it is.
      const { stage } = file.view;
      if (kind === 'likely' && stage.kind !== 'waiting' && stage.kind !== 'reading') continue;
      if (!model.ok) {
        failed.set(file, model.error);
        continue;
      }
      const { fileName, folderPath: folder } = file.view;
      const recognised = recogniseFile(
        model.value,
        place.versionId,
        { folder, fileName, hashes },
        this.needs,
      );
      const { found, ...known } = recognised;
      file.found = found;
      this.board.change(file, { identity: { kind, ...known } });
    }
    return failed;
  }

  /** The version that a hash of a part of a file leads to; null when it leads nowhere. */
  async byPart(hash: string, asking: Asking): Promise<Result<VersionPlace | null, Failure>> {
    const found = await asking.alone(() => this.needs.catalogue.findByHash(hash));
    if (found === null) return ok(null);
    if (found.ok) return found;
    return isNowhere(found.error) ? ok(null) : found;
  }

  /** The version with a file of which Civitai has no more than the short hash; null when there is none. */
  private async byShort(
    sha256: string,
    asking: Asking,
  ): Promise<Result<Pick<Led, 'kind' | 'place'> | null, Failure>> {
    const found = await asking.alone(() => this.needs.catalogue.findByHash(shortHashOf(sha256)));
    if (found === null) return ok(null);
    if (!found.ok) return isNowhere(found.error) ? ok(null) : found;
    const proof = provenByShort(found.value.files, sha256);
    if (proof === null) return ok(null);
    return ok({ kind: proof === 'sha256' ? 'sameBytes' : 'shortHash', place: found.value });
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (let turn = 0; this.open.length > 0 && !signal.aborted; turn += 1) {
      const measured = this.open.filter(({ file }) => this.board.has(file));
      this.open = [];
      try {
        await this.identify(measured, new Asking(signal));
      } catch (error) {
        this.needs.onBug(error);
        for (const { file } of measured) this.board.change(file, { stage: { kind: 'done' } });
      }
      if (this.isMoreToCome && !signal.aborted) await this.pause(turn);
    }
  }

  private pause(turn: number): Promise<void> {
    const pauseMs = PAUSES_MS[Math.min(turn, PAUSES_MS.length - 1)] ?? 0;
    return new Promise((resolve) => {
      const callOff = this.needs.clock.after(pauseMs, resolve);
      this.cutPause = () => {
        callOff();
        resolve();
      };
    });
  }

  private async identify(measured: readonly Measured[], asking: Asking): Promise<void> {
    const { signal } = asking;
    const found = await findByHashes(
      this.needs.api,
      measured.map(({ hashes }) => hashes.sha256),
    );
    if (signal.aborted) return;
    if (!found.ok) {
      for (const { file } of measured) this.fail(file, found.error);
      return;
    }
    const places = new Map<string, VersionPlace>();
    for (const match of found.value) if (!places.has(match.hash)) places.set(match.hash, match);
    const byBytes = measured.flatMap((each): Led[] => {
      const place = places.get(each.hashes.sha256);
      return place === undefined ? [] : [{ ...each, kind: 'sameBytes', place }];
    });
    await this.settle(byBytes, asking);
    // One after the other, so that what is known already stands on the page.
    for (const each of measured) {
      if (signal.aborted) return;
      if (!places.has(each.hashes.sha256)) await this.identifyAlone(each, asking);
    }
  }

  private async settle(led: readonly Led[], asking: Asking): Promise<void> {
    const failed = await this.show(led, asking);
    if (asking.signal.aborted) return;
    for (const { file } of led) {
      const cause = failed.get(file);
      if (cause === undefined) this.board.change(file, { stage: { kind: 'done' } });
      else this.fail(file, cause);
    }
  }

  private async identifyAlone({ file, hashes }: Measured, asking: Asking): Promise<void> {
    if (file.damagedFrom !== null) {
      const led = ledByIndex(file, file.damagedFrom);
      if (led !== null) return this.settle([led], asking);
      // Nobody knew it before, and what is left of it says nothing more.
      if (file.view.damage?.isConfirmed === true)
        return this.board.change(file, { stage: { kind: 'done' }, identity: { kind: 'unknown' } });
    }
    const short = await this.byShort(hashes.sha256, asking);
    if (!short.ok) return this.fail(file, short.error);
    if (short.value !== null) return this.settle([{ file, hashes, ...short.value }], asking);
    const { autoV3, autoV1 } = hashes;
    const hasWeights = autoV3 !== undefined && !isHashOfNothing(autoV3);
    const byWeights = !hasWeights ? ok(null) : await this.byPart(autoV3, asking);
    if (!byWeights.ok) return this.fail(file, byWeights.error);
    if (byWeights.value !== null)
      return this.settle([{ file, kind: 'sameWeights', hashes, place: byWeights.value }], asking);
    const isNothing = autoV1 === undefined || isHashOfNothing(autoV1);
    const byMiddle = isNothing ? ok(null) : await this.byPart(autoV1, asking);
    if (!byMiddle.ok) return this.fail(file, byMiddle.error);
    if (asking.signal.aborted) return;
    if (byMiddle.value !== null)
      await this.show([{ file, kind: 'cut', hashes: { autoV1 }, place: byMiddle.value }], asking);
    if (asking.signal.aborted) return;
    // The same in the middle, and not shorter: another file. What was only likely is taken back as well.
    const isCut = file.view.identity.kind === 'cut' && isShorter(file);
    this.board.change(
      file,
      isCut ? { stage: { kind: 'done' } } : { stage: { kind: 'done' }, identity: { kind: 'unknown' } },
    );
  }

  private fail(file: Asked, cause: Failure): void {
    this.board.change(file, { stage: { kind: 'failed', cause } });
  }

  private async models(
    ids: readonly number[],
    asking: Asking,
  ): Promise<ReadonlyMap<number, Result<ModelDetails, Failure>>> {
    const { catalogue, models, maturity } = this.needs;
    const level = maturity();
    if (ids.length <= FEW_MODELS) {
      const answers = await Promise.all(
        ids.map(async (id) => [id, await catalogue.model(id, level)] as const),
      );
      return new Map(answers);
    }
    const found = await models.byIds(ids, asking);
    return new Map(
      [...found].map(
        ([id, model]) => [id, model.ok ? ok(catalogue.shown(model.value, level)) : model] as const,
      ),
    );
  }
}

function isNowhere({ code }: Failure): boolean {
  return code === 'input.unknownHash' || code === 'input.tooManyUnknown';
}

/** What a file that the library has found damaged was, or is again; null where the library does not know it either. */
function ledByIndex(file: Asked, indexed: IndexedFile): Led | null {
  const place = placeOf(indexed);
  const { sha256, autoV3 } = indexed;
  const known = { ...(sha256 === null ? {} : { sha256 }), ...(autoV3 === null ? {} : { autoV3 }) };
  const kind = file.view.damage?.isConfirmed === true ? 'damaged' : sureKindOf(indexed);
  return kind === undefined || place === null ? null : { file, kind, hashes: known, place };
}

/** Shorter than what was published, and the same in its middle: what is left of an interrupted download. */
function isShorter({ view: { bytes, identity } }: Asked): boolean {
  const published = identity.kind === 'unknown' ? null : identity.version.publishedBytes;
  // Sizes of Civitai's are off by less than this.
  return published !== null && bytes < published * 0.999;
}
