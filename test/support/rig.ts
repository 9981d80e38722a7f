import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ownerOf } from '../../electron/adapters/answer-store';
import { GotCivitaiHost } from '../../electron/adapters/civitai-api';
import { AGENT_OPTIONS, createHttpClient, GotTransport } from '../../electron/adapters/http-transport';
import { openJournal, type SqliteJournal } from '../../electron/adapters/journal';
import { type Dialling, DiallingAgent } from '../../electron/adapters/network/dialling';
import { NodePartFiles } from '../../electron/adapters/part-files';
import { Pictures } from '../../electron/adapters/pictures';
import type { SqlitePieceBook } from '../../electron/adapters/piece-book';
import { systemChance, systemClock, systemPlaces } from '../../electron/adapters/system';
import { NodeVolumes } from '../../electron/adapters/volumes';
import { nodeWeightHeaders } from '../../electron/adapters/weight-headers';
import { parseApiOrigin } from '../../electron/core/civitai/origins';
import type { AnswerStore } from '../../electron/core/civitai/ports';
import { oneRoot } from '../../electron/core/placement/roots';
import type { FolderChoice, Journal, SettingsStore, TokenVault, Volumes } from '../../electron/core/ports';
import { Account } from '../../electron/services/account';
import { Catalogue } from '../../electron/services/catalogue/catalogue';
import { Gallery } from '../../electron/services/catalogue/gallery';
import { CatalogueNames } from '../../electron/services/catalogue/names';
import { PacedCivitaiApi } from '../../electron/services/catalogue/paced-api';
import { CataloguedFiles } from '../../electron/services/catalogue/published-files';
import { SeenAnswers } from '../../electron/services/catalogue/seen-answers';
import type { DiskMargins } from '../../electron/services/disk/disk-watch';
import { DownloadQueue } from '../../electron/services/downloads/download-queue';
import { CivitaiLinks } from '../../electron/services/file-links';
import { Placement } from '../../electron/services/placement';
import type { Sidecars } from '../../electron/services/sidecars/sidecars';
import { createSidecars } from '../../electron/sidecars';
import { createTransfers, openPieceBook } from '../../electron/transfers';
import type { DownloadView } from '../../shared/download/download';
import type { DownloadStateKind } from '../../shared/download/state';
import type { DownloadId } from '../../shared/ids';
import type { DownloadsDelta } from '../../shared/ipc/contract';
import { type Settings, settingsSchema } from '../../shared/settings/schema';
import { plainMeasuring } from './measuring';

/** Settings in memory; everything else of the rig is the real thing. */
export class FakeSettings implements SettingsStore {
  private current: Settings = settingsSchema.parse({});
  private choice: FolderChoice | null = null;
  settings = () => this.current;
  saveSettings = (settings: Settings) => {
    this.current = settings;
  };
  folders = () => this.choice;
  saveFolders = (choice: FolderChoice | null) => {
    this.choice = choice;
  };
}

export class FakeVault implements TokenVault {
  constructor(private token: string | null = null) {}
  read: TokenVault['read'] = () =>
    this.token === null ? { kind: 'none' } : { kind: 'token', token: this.token, keptIn: 'session' };
  keep = (token: string) => {
    this.token = token;
    return 'session' as const;
  };
  forget = () => {
    this.token = null;
  };
}

export interface RigOptions {
  readonly profile: string;
  readonly models: string;
  readonly token?: string | null;
  /** Puts a journal that misbehaves in front of the real one. */
  readonly wrapJournal?: (journal: Journal) => Journal;
  /** Volumes that are full, missing or small, as a test wants them. */
  readonly volumes?: Volumes;
  readonly margins?: DiskMargins;
  /** A disk that fails when a test says so. */
  readonly parts?: NodePartFiles;
  /** By which ways the net is reached; directly without it. */
  readonly dialling?: Dialling;
  /** Answers that are kept from rig to rig. */
  readonly answers?: AnswerStore;
}

/** The services of Civet with real adapters on a real folder, without a window. */
export class Rig {
  readonly settings = new FakeSettings();
  readonly vault: FakeVault;
  readonly deltas: DownloadsDelta[] = [];
  readonly bugs: unknown[] = [];
  /** What the page was told of sidecars. */
  readonly toldOfSidecars: { readonly name: string; readonly payload: unknown }[] = [];
  readonly account: Account;
  readonly civitai: PacedCivitaiApi;
  readonly answers: SeenAnswers;
  readonly renewed: (number | null)[] = [];
  readonly catalogue: Catalogue;
  readonly gallery: Gallery;
  readonly names: CatalogueNames;
  readonly placement: Placement;
  readonly queue: DownloadQueue;
  readonly sidecars: Sidecars;
  readonly journal: SqliteJournal;
  readonly parts: NodePartFiles;
  readonly book: SqlitePieceBook;

  constructor(origin: string, options: RigOptions) {
    const parsed = parseApiOrigin(origin);
    if (!parsed.ok) throw new Error(`No origin: ${origin}`);
    const api = parsed.value;
    this.parts = options.parts ?? new NodePartFiles();
    this.vault = new FakeVault(options.token ?? null);
    this.journal = openJournal(join(options.profile, 'civet.db'), Date.now()).journal;
    const { dialling } = options;
    const agent = dialling && new DiallingAgent(dialling, AGENT_OPTIONS);
    const client = createHttpClient(api, 'Civet/0.0.0 (tests)', agent);
    const http = new GotTransport(client);
    const pictures = new Pictures({ api, http, clock: systemClock, files: null });
    this.civitai = new PacedCivitaiApi({
      host: new GotCivitaiHost({ api, client }),
      clock: systemClock,
      token: () => this.account.token(),
    });
    this.answers = new SeenAnswers({
      api: this.civitai,
      clock: systemClock,
      store: options.answers ?? null,
      owner: () => ownerOf(this.account.token()),
      onRenewed: (modelId) => {
        if (modelId !== null) this.catalogue.forget(modelId);
        this.renewed.push(modelId);
      },
    });
    this.account = new Account({ api: this.civitai, vault: this.vault, onChanged: () => undefined });
    this.catalogue = new Catalogue({
      answers: this.answers,
      clock: systemClock,
      pictures,
      settings: () => this.settings.settings(),
    });
    this.gallery = new Gallery({
      answers: this.answers,
      clock: systemClock,
      pictures,
      catalogue: this.catalogue,
    });
    this.names = new CatalogueNames(this.answers);
    this.settings.saveFolders(oneRoot('comfyui', options.models));
    this.placement = new Placement(this.settings, systemPlaces, () => undefined);
    const links = new CivitaiLinks({ api, http, clock: systemClock, token: () => this.account.token() });
    this.book = openPieceBook(join(options.profile, 'civet.db'));
    const transfers = createTransfers({
      api,
      links,
      parts: this.parts,
      book: this.book,
      userAgent: 'Civet/0.0.0 (tests)',
      ...(dialling === undefined ? {} : { dialling }),
    });
    this.sidecars = createSidecars({
      catalogue: this.catalogue,
      answers: this.answers,
      pictures,
      maturity: () => this.settings.settings().maturity,
      parts: this.parts,
      settings: () => this.settings.settings(),
      publish: (name, payload) => void this.toldOfSidecars.push({ name, payload }),
      log: { warn: () => undefined, error: (_what, error) => this.bugs.push(error) },
    });
    this.queue = new DownloadQueue({
      transfers,
      headers: nodeWeightHeaders,
      measuring: plainMeasuring,
      published: new CataloguedFiles(this.catalogue),
      parts: this.parts,
      book: this.book,
      volumes: options.volumes ?? new NodeVolumes(),
      ...(options.margins === undefined ? {} : { margins: options.margins }),
      places: systemPlaces,
      clock: systemClock,
      chance: systemChance,
      journal: options.wrapJournal?.(this.journal) ?? this.journal,
      pictures,
      placement: this.placement,
      limit: () => this.settings.settings().simultaneousDownloads,
      maturity: () => this.settings.settings().maturity,
      publish: (delta) => this.deltas.push(delta),
      onPlaced: (record) => this.sidecars.notePlaced(record),
      publishProgress: () => undefined,
      publishSpace: () => undefined,
      onHeld: () => undefined,
      report: (error) => this.bugs.push(error),
    });
  }

  /** Adds the file as the page would: by its three numbers, the rest is read from the service. */
  async add(file: { modelId: number; versionId: number; fileId: number }): Promise<DownloadId> {
    const target = await this.catalogue.target(file.modelId, file.versionId, file.fileId);
    if (!target.ok) throw new Error(`No target: ${target.error.code}`);
    const { chosenFile: _chosenFile, ...rest } = target.value;
    const added = this.queue.add(rest);
    if (!added.ok) throw new Error(`Not added: ${added.error.code}`);
    return added.value;
  }

  view(id: DownloadId): DownloadView {
    const view = this.queue.snapshot().downloads.find((download) => download.id === id);
    if (view === undefined) throw new Error('No such download.');
    return view;
  }

  async reaches(id: DownloadId, kind: DownloadStateKind): Promise<DownloadView> {
    await expect.poll(() => this.view(id).state.kind, { interval: 20 }).toBe(kind);
    return this.view(id);
  }

  async close(): Promise<void> {
    await this.queue.stop();
    await this.sidecars.stop();
    this.book.close();
    this.journal.close();
  }
}

/** A folder that is gone when the test is over. */
export async function temporaryFolder(
  prefix: string,
): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), `civet-${prefix}-`));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
