import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FeedRelease {
  readonly version: string;
  readonly bytes: Buffer;
  readonly notes?: string;
  /** What the list says instead of the truth. */
  readonly sha512?: string;
}

interface FeedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
}

/** A release feed on loopback, as electron-builder publishes one; it can be slow, lie and break off. */
export class ReleaseFeed {
  readonly requests: FeedRequest[] = [];
  /** Bytes of the package after which the line breaks; null for never. One break each. */
  breakAfterBytes: number | null = null;
  ignoresRange = false;
  /** What is answered instead of the list. */
  listText: string | null = null;
  listStatus = 200;
  /** Where the package is said to be moved to. */
  movedTo: string | null = null;
  private release: FeedRelease | null = null;

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) =>
      this.answer(request, response),
    );
  }

  static async start(): Promise<ReleaseFeed> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return new ReleaseFeed(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  publish(release: FeedRelease): void {
    this.release = release;
  }

  /** `app-update.yml` of a program that takes this feed. */
  configuration(): string {
    return `provider: generic\nurl: ${this.origin}/feed\nupdaterCacheDirName: civet-updater\n`;
  }

  packageRequests(): readonly FeedRequest[] {
    return this.requests.filter(({ path }) => path.endsWith('.AppImage'));
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  private answer({ url = '', headers }: IncomingMessage, response: ServerResponse): void {
    const { pathname } = new URL(url, this.origin);
    this.requests.push({ path: pathname, headers });
    if (pathname.endsWith('.yml')) {
      response.writeHead(this.listStatus).end(this.listText ?? this.list(pathname));
      return;
    }
    if (this.movedTo !== null) {
      response.writeHead(302, { location: this.movedTo }).end();
      return;
    }
    const bytes = this.release?.bytes;
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    const from = this.ignoresRange ? 0 : Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    if (from > 0 && from >= bytes.length) {
      response.writeHead(416, { 'content-range': `bytes */${bytes.length}` }).end();
      return;
    }
    const part = bytes.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': part.length,
      ...(from > 0 ? { 'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}` } : {}),
    });
    const breakAfter = this.breakAfterBytes;
    if (breakAfter === null) {
      response.end(part);
      return;
    }
    this.breakAfterBytes = null;
    response.write(part.subarray(0, breakAfter), () => response.destroy());
  }

  private list(pathname: string): string {
    const { release } = this;
    if (release === null) return '';
    const sha512 = release.sha512 ?? createHash('sha512').update(release.bytes).digest('base64');
    const name = `Civet-${release.version}.AppImage`;
    return JSON.stringify({
      version: release.version,
      files: [{ url: name, sha512, size: release.bytes.length }],
      path: name,
      sha512,
      releaseDate: '2026-11-01T10:00:00.000Z',
      releaseNotes: release.notes ?? `New in ${pathname}.`,
    });
  }
}
