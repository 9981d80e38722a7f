import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NodePartFiles } from '../../electron/adapters/part-files';
import { NodeVolumes } from '../../electron/adapters/volumes';
import type { DownloadRecord, Volumes } from '../../electron/core/ports';
import type { TransferPorts } from '../../electron/transfers';
import type { DownloadTarget, DownloadView } from '../../shared/download/download';
import type { DownloadState, DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import { CaseClock } from './case-clock';
import { claimsOf, writePart } from './disk-before';
import { Drive } from './drive';
import { assemble, type Engine } from './engine';
import { type FileBytes, SeededChance } from './file-bytes';
import { Ledger } from './ledger';
import { ETAG, Origins } from './origins';
import type { Scenario } from './scenario';
import type { Exchange } from './server/answer';
import type { Certificate } from './server/certificate';
import { endlessVolume, SparseParts, trustingHashing } from './sparse-parts';
import { FILE_ID, fileOf, targetOf } from './target';
import { WatchedParts } from './watched-parts';
import { WatchedTransports } from './watched-transports';

/** Part of every secret: must stand in no file, no message and no name. */
export const TOKEN = 'secret-token-0123456789abcdef';
/** Files of somebody else, beside which Civet works. */
const STRANGERS = ['notes.txt', 'models/loras/somebody-elses.safetensors', 'models/loras/other.part'];

export interface WorldNeeds {
  readonly scenario: Scenario;
  /** 0 for servers that always behave the same; otherwise the order of events depends on it. */
  readonly seed: number;
  readonly trusted: Certificate | null;
}

/** Everything one scenario lives in: clock, servers, folders, and the engine among them. */
export class World {
  readonly clock = new CaseClock();
  /** Everything the page was told, and every bug it was not. */
  readonly told: unknown[] = [];
  readonly bugs: unknown[] = [];
  readonly states: { readonly id: DownloadId; readonly state: DownloadState }[] = [];
  /** Bytes of every file that a download may be of. */
  readonly files = new Map<number, FileBytes>();
  readonly file: FileBytes;
  readonly target: DownloadTarget;
  readonly ledger: Ledger;
  readonly parts: WatchedParts;
  /** In place of a disk, for a file that no disk here could hold. */
  private readonly sparse: SparseParts | null;
  readonly transports = new WatchedTransports();
  readonly origins: Origins;
  readonly drive: Drive;
  readonly strangers = new Map<string, Buffer>();
  /** How many downloads may run at once. */
  limit = 0;
  token: string | null;
  /** What Civitai says of the file by now. */
  published: DownloadTarget;
  private running: Engine | null = null;
  private second: Engine | null = null;

  private constructor(
    readonly needs: WorldNeeds,
    readonly folder: string,
  ) {
    const { scenario, seed } = needs;
    this.token = scenario.token === undefined ? TOKEN : scenario.token;
    this.file = fileOf(scenario);
    this.files.set(FILE_ID, this.file);
    this.target = targetOf(scenario.file ?? {}, this.file);
    this.published = this.target;
    this.ledger = new Ledger({
      scenario,
      recordAt: (path) => this.records().find(({ partPath }) => partPath === path) ?? null,
      recordOf: (fileId) => this.records().find(({ target }) => target.fileId === fileId) ?? null,
      recordById: (id) => this.records().find((record) => record.id === id) ?? null,
      bytesOf: (fileId) => this.files.get(fileId) ?? null,
      claimsOf: (id) => this.claims(id),
      nowMs: () => this.clock.nowMs(),
    });
    this.sparse = scenario.isVirtual === true ? new SparseParts(this.file) : null;
    this.parts = new WatchedParts(this.sparse ?? new NodePartFiles(), this.ledger);
    this.origins = new Origins({
      scenario,
      file: this.file,
      fileId: FILE_ID,
      clock: this.clock,
      chance: seed === 0 ? null : new SeededChance(seed),
      trusted: needs.trusted,
      leadTo: (generation) => scenario.links?.leadTo?.(generation, this) ?? 'storage',
      onRequest: (origin, seen) => {
        if (origin === 'storage') this.ledger.onStorageRequest(seen);
      },
    });
    this.drive = new Drive(this);
  }

  static async create(needs: WorldNeeds): Promise<World> {
    const folder = await mkdtemp(join(tmpdir(), 'civet-faults-'));
    const world = new World(needs, folder);
    await mkdir(world.profile);
    await mkdir(join(world.loras), { recursive: true });
    for (const name of STRANGERS) {
      const bytes = Buffer.from(`This is not Civet's: ${name}.`);
      world.strangers.set(join(world.models, name), bytes);
      await writeFile(join(world.models, name), bytes);
    }
    await world.origins.start();
    const { scenario } = needs;
    const rulesOf = (rules: Scenario['storage']) =>
      typeof rules === 'function' ? rules(world) : (rules ?? []);
    world.origins.api.setRules(rulesOf(scenario.api));
    world.origins.storage.setRules(rulesOf(scenario.storage));
    world.origins.mirror.setRules(rulesOf(scenario.mirror));
    world.origins.vault?.setRules(rulesOf(scenario.vaultRules));
    if (scenario.disk !== undefined) await world.leaveOnDisk(scenario.disk);
    world.limit = scenario.simultaneous ?? 2;
    await world.start();
    return world;
  }

  get scenario(): Scenario {
    return this.needs.scenario;
  }

  get profile(): string {
    return join(this.folder, 'profile');
  }

  get models(): string {
    return join(this.folder, 'comfyui');
  }

  get loras(): string {
    return join(this.models, 'models', 'loras');
  }

  get engine(): Engine {
    if (this.running === null) throw new Error('The engine does not run.');
    return this.running;
  }

  get engines(): readonly Engine[] {
    return [this.running, this.second].filter((engine) => engine !== null);
  }

  get isRunning(): boolean {
    return this.running !== null;
  }

  async start(): Promise<void> {
    this.running = assemble(this, this.profile);
    await this.running.queue.start();
  }

  /** Ends Civet in an orderly way, as by its menu. */
  async stop(): Promise<void> {
    await this.drive.whileTimePasses(Promise.all(this.engines.map((engine) => engine.close())));
    this.running = null;
    this.second = null;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Another network: what main does when the system tells of it. */
  networkChanged(): void {
    this.engine.transfers.dropConnections();
    this.engine.queue.wakeNetworkWaiters();
  }

  add(target: DownloadTarget = this.target): DownloadId {
    const added = this.engine.queue.add(target);
    if (!added.ok) throw new Error(`Not added: ${added.error.code}`);
    return added.value;
  }

  /** The one download there is, or the one that was added first. */
  get id(): DownloadId {
    const [first] = this.engine.queue.snapshot().downloads;
    if (first === undefined) throw new Error('There is no download.');
    return first.id;
  }

  view(id: DownloadId = this.id): DownloadView {
    const found = this.engine.queue.snapshot().downloads.find((download) => download.id === id);
    if (found === undefined) throw new Error('No such download.');
    return found;
  }

  record(id: DownloadId = this.id): DownloadRecord {
    const found = this.records().find((record) => record.id === id);
    if (found === undefined) throw new Error('No such record.');
    return found;
  }

  records(): readonly DownloadRecord[] {
    return this.engines.flatMap(({ journal }) => journal.load());
  }

  claims(id: DownloadId) {
    return this.engines.flatMap(({ book }) => {
      const notes = book.load(id);
      return notes.ok ? notes.value.claims : [];
    });
  }

  /** Kinds of states that a download was published in, without repetitions. */
  stateKinds(id: DownloadId = this.id): readonly DownloadStateKind[] {
    const kinds = this.states.filter((entry) => entry.id === id).map(({ state }) => state.kind);
    return kinds.filter((kind, index) => kind !== kinds[index - 1]);
  }

  /** Questions for a link of this download. */
  get resolves(): readonly Exchange[] {
    return this.origins.api.exchanges.filter(({ seen }) => seen.target.startsWith('/api/download/models/'));
  }

  /** What was asked of the storage. */
  get asked(): readonly Exchange[] {
    return this.origins.storage.exchanges;
  }

  /** Names in the folder of the file, without those of strangers. */
  async names(): Promise<readonly string[]> {
    const names = await readdir(this.loras).catch(() => []);
    return names.filter((name) => !this.strangers.has(join(this.loras, name))).sort();
  }

  async readLora(name: string): Promise<Buffer> {
    return readFile(join(this.loras, name));
  }

  async remove(): Promise<void> {
    if (this.running !== null) await this.stop().catch(() => undefined);
    await this.origins.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Another Civet with a profile of its own, on the same folder of models. */
  async startSecond(): Promise<Engine> {
    const profile = join(this.folder, 'profile-2');
    await mkdir(profile);
    const second = assemble(this, profile);
    this.second = second;
    await second.queue.start();
    return second;
  }

  /** Puts a file into the folder that is not Civet's. */
  async putStranger(name: string, bytes: Buffer): Promise<void> {
    this.strangers.set(join(this.loras, name), bytes);
    await writeFile(join(this.loras, name), bytes);
  }

  writtenBytes(): number {
    return this.parts.writes.reduce((sum, { length }) => sum + length, 0);
  }

  /** What the file was when the world began. */
  get firstFile(): FileBytes {
    return this.file;
  }

  /** The creator has put another file under the same id. @returns what Civitai says of it */
  replaceFile(bytes: FileBytes): DownloadTarget {
    this.files.set(FILE_ID, bytes);
    this.origins.keep(FILE_ID, bytes, '"replaced"');
    this.ledger.forgetFiles();
    return targetOf(this.scenario.file ?? {}, bytes);
  }

  /** Civitai has scanned the file: from now on it tells its hash. */
  publishHash(): void {
    this.published = targetOf({ ...this.scenario.file, hash: 'right' }, this.file);
  }

  get volumes(): Volumes {
    return this.parts.watchVolumes(this.sparse === null ? new NodeVolumes() : endlessVolume);
  }

  /** Ports that the engine gets instead of the real ones. */
  replacedPorts(): Partial<TransferPorts> {
    return this.sparse === null ? {} : { hashing: trustingHashing };
  }

  /** A download that an earlier run has begun: its record, its claims, its part file. */
  private async leaveOnDisk(wishes: NonNullable<Scenario['disk']>): Promise<void> {
    this.ledger.isBlind = true;
    await this.start();
    const id = this.add();
    this.engine.queue.pause(id);
    const record = this.record(id);
    const bytes = wishes.bytesOf ?? this.file;
    const claims = claimsOf(wishes.claimed, this.sparse === null ? bytes : null);
    const etag = wishes.etag === undefined ? (this.scenario.file?.etag ?? ETAG) : wishes.etag;
    if (this.sparse === null) await writePart(record.partPath, wishes, claims, bytes);
    else this.sparse.leave();
    const validators = etag === null ? [] : [{ host: this.origins.storageHost, etag }];
    this.engine.book.change(id, { claims, dropped: [], validators });
    this.engine.journal.save({
      ...record,
      durableBytes: claims.reduce((sum, claim) => sum + claim.bytes, 0),
      totalBytes: wishes.totalBytes === undefined ? this.file.size : wishes.totalBytes,
    });
    await this.stop();
    this.states.length = 0;
    this.ledger.isBlind = false;
  }
}
