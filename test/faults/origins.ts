import type { CaseClock } from './case-clock';
import type { FileBytes, SeededChance } from './file-bytes';
import { knowHost } from './host-names';
import type { Scenario } from './scenario';
import type { Exchange, Seen } from './server/answer';
import { DownloadApi } from './server/api';
import { type Certificate, selfSigned } from './server/certificate';
import { FaultServer } from './server/fault-server';
import { type Content, composeStorage } from './server/storage';

export const ETAG = '"v1"';
export const MIRROR_ETAG = '"the-mirror-has-its-own"';
export const VAULT_NAME = 'vault.test';
/** A link is honoured for a day, as Civitai's are. */
const LIFE_MS = 86_400_000;

export interface OriginsNeeds {
  readonly scenario: Scenario;
  readonly file: FileBytes;
  readonly fileId: number;
  readonly clock: CaseClock;
  /** Null for servers that always behave the same. */
  readonly chance: SeededChance | null;
  /** The one certificate that this process trusts. */
  readonly trusted: Certificate | null;
  /** Where the link of this generation leads. */
  readonly leadTo: (generation: number) => 'storage' | 'mirror' | 'vault' | URL;
  readonly onRequest: (origin: 'api' | 'storage', seen: Seen) => void;
}

/** The API and the storages of one scenario, each an origin of its own on this machine. */
export class Origins {
  readonly links: DownloadApi;
  readonly api: FaultServer;
  /** http://127.0.0.1:port, same host as the API on another port. */
  readonly storage: FaultServer;
  /** http://127.0.0.2:port, with the same files. */
  readonly mirror: FaultServer;
  /** https://vault.test:port; only when the scenario wishes for it. */
  readonly vault: FaultServer | null;
  readonly contents = new Map<number, Content>();
  readonly mirrored = new Map<number, Content>();

  constructor(private readonly needs: OriginsNeeds) {
    const { scenario, clock, file, fileId } = needs;
    this.keep(fileId, file);
    const aheadMs = scenario.links?.serverAheadMs ?? 0;
    const nowMs = () => clock.nowMs() + aheadMs;
    const storageAt = (host: string, contents: ReadonlyMap<number, Content>, certificate?: Certificate) =>
      new FaultServer({
        host,
        clock: clock.server,
        chance: needs.chance,
        compose: (seen, answer) => composeStorage({ contents, nowMs }, seen, answer),
        onRequest: (seen) => needs.onRequest('storage', seen),
        ...(certificate === undefined ? {} : { certificate }),
      });
    this.storage = storageAt('127.0.0.1', this.contents);
    this.mirror = storageAt('127.0.0.2', this.mirrored);
    this.vault =
      scenario.vault === undefined
        ? null
        : storageAt('127.0.0.1', this.contents, certificateOf(scenario.vault, needs.trusted));
    this.links = new DownloadApi({
      originOf: (generation) => this.originOf(needs.leadTo(generation)),
      nowMs,
      lifeMs: scenario.links?.lifeMs ?? LIFE_MS,
      path: scenario.links?.path ?? 'model.safetensors',
      query: scenario.links?.query ?? '',
      fileIdOf: scenario.links?.fileIdOf ?? ((asked) => asked),
    });
    this.api = new FaultServer({
      host: '127.0.0.1',
      clock: clock.server,
      chance: needs.chance,
      compose: (seen, answer) => this.links.compose(seen, answer),
      onRequest: (seen) => {
        this.links.begin(seen);
        needs.onRequest('api', seen);
      },
    });
  }

  /** Puts a file into both storages. */
  keep(fileId: number, bytes: FileBytes, etag: string | null = ETAG): void {
    const wishes = this.needs.scenario.file ?? {};
    const base = {
      bytes,
      lastModified: wishes.lastModified ?? null,
      contentType: wishes.contentType ?? 'application/octet-stream',
    };
    this.contents.set(fileId, { ...base, etag: wishes.etag === undefined ? etag : wishes.etag });
    const mirrorEtag = wishes.mirrorEtag === undefined ? MIRROR_ETAG : wishes.mirrorEtag;
    this.mirrored.set(fileId, { ...base, etag: wishes.etag === null ? null : mirrorEtag });
  }

  async start(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.start()));
    knowHost(VAULT_NAME, { address: '127.0.0.1' });
  }

  get servers(): readonly FaultServer[] {
    return [this.api, this.storage, this.mirror, ...(this.vault === null ? [] : [this.vault])];
  }

  get storages(): readonly FaultServer[] {
    return this.servers.slice(1);
  }

  /** Everything that was asked of any storage, in the order of each. */
  get requests(): readonly Exchange[] {
    return this.storages.flatMap(({ exchanges }) => exchanges);
  }

  get apiOrigin(): string {
    return `http://127.0.0.1:${this.api.port}`;
  }

  get storageHost(): string {
    return `127.0.0.1:${this.storage.port}`;
  }

  /** For example "http://127.0.0.1:8080". */
  originOf(name: 'storage' | 'mirror' | 'vault' | URL): string {
    if (name instanceof URL) return name.origin;
    if (name === 'mirror') return `http://127.0.0.2:${this.mirror.port}`;
    if (name === 'vault') return this.vaultOrigin(VAULT_NAME);
    return `http://${this.storageHost}`;
  }

  /** The vault under another name of its own, such as "away.vault.test". */
  vaultOrigin(name: string): string {
    return `https://${name}:${this.vault?.port ?? 0}`;
  }

  /** A signed address of a file at another place than where its links lead. */
  signedAt(name: 'storage' | 'mirror' | 'vault', fileId: number): string {
    return this.links.signedAt(this.originOf(name), fileId);
  }

  /** Whether no server is about to say something by itself. */
  get isQuiet(): boolean {
    return this.servers.every((server) =>
      server.openExchanges().every(({ state, isBlocked }) => state === 'held' || isBlocked),
    );
  }

  /** Requests that a server holds without a word. */
  get unansweredRequests(): number {
    return this.servers.flatMap((server) => server.openExchanges()).filter(({ status }) => status === null)
      .length;
  }

  /** Real milliseconds. */
  get lastActivityMs(): number {
    return Math.max(...this.servers.map((server) => server.lastActivityMs));
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.close()));
  }
}

function certificateOf(kind: NonNullable<Scenario['vault']>, trusted: Certificate | null): Certificate {
  const soon = Date.now() + 365 * 86_400_000;
  switch (kind) {
    case 'trusted':
      if (trusted === null) throw new Error('This process trusts no certificate of the cases.');
      return trusted;
    case 'unknown':
      return selfSigned([VAULT_NAME], soon);
    case 'otherName':
      return selfSigned(['another.test'], soon);
    case 'expired':
      return selfSigned([VAULT_NAME], Date.now() - 86_400_000);
  }
}
