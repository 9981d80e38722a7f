import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { FileBytes } from '../../faults/file-bytes';
import { ByteRanges } from '../byte-ranges';

/** Small enough that what is on the line when the program dies does not count for much. */
const SLICE_BYTES = 16 * 1024;

/**
 * Civitai's download address and its storage on loopback. Bytes follow from number and offset, and what was
 * sent of each file is remembered, so that it can be told what had to be sent twice.
 */
export class PatternServer {
  /** By the number that names the file at the API and at the storage, and makes its bytes. */
  private readonly files = new Map<number, FileBytes>();
  private readonly sent = new Map<number, ByteRanges>();
  private readonly servers: Server[] = [];
  private storageOrigin = '';
  /** Bytes that went over the line although they had gone before; since the last `beginLife`. */
  sentAgainBytes = 0;
  apiOrigin = '';

  /** @param bytesPerSecond of each connection */
  constructor(private readonly bytesPerSecond: () => number) {}

  async start(): Promise<void> {
    this.storageOrigin = await this.listen((request, response) => void this.serveBytes(request, response));
    this.apiOrigin = await this.listen((request, response) => this.redirect(request, response));
  }

  async close(): Promise<void> {
    for (const server of this.servers) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  offer(number: number, bytes: number): FileBytes {
    const file = new FileBytes(bytes, number);
    this.files.set(number, file);
    this.sent.set(number, new ByteRanges());
    return file;
  }

  beginLife(): void {
    this.sentAgainBytes = 0;
  }

  private async listen(
    handle: (request: IncomingMessage, response: ServerResponse) => void,
  ): Promise<string> {
    const server = createServer(handle);
    // Nagle's algorithm would keep the end of a slice back.
    server.on('connection', (socket) => socket.setNoDelay(true));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.servers.push(server);
    // A listening TCP server has an address of this shape.
    const { port } = server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  private redirect(request: IncomingMessage, response: ServerResponse): void {
    const fileId = new URL(request.url ?? '', this.apiOrigin).searchParams.get('fileId');
    response.writeHead(307, { location: `${this.storageOrigin}/files/${fileId}?signature=loopback` }).end();
  }

  private async serveBytes(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const number = Number(/^\/files\/(\d+)/.exec(request.url ?? '')?.[1]);
    const file = this.files.get(number);
    const range = /^bytes=(\d+)-(\d+)?$/.exec(request.headers.range ?? '');
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    const start = Number(range?.[1] ?? 0);
    const end = Math.min(Number(range?.[2] ?? file.size - 1) + 1, file.size);
    if (start >= end) {
      response.writeHead(416, { 'content-range': `bytes */${file.size}` }).end();
      return;
    }
    const headers: Record<string, string> = {
      'content-type': 'application/octet-stream',
      'content-length': String(end - start),
      etag: `"pattern-${number}"`,
    };
    if (range !== null) headers['content-range'] = `bytes ${start}-${end - 1}/${file.size}`;
    response.writeHead(range === null ? 200 : 206, headers);
    await this.send(file, start, end, response);
  }

  private async send(file: FileBytes, start: number, end: number, response: ServerResponse): Promise<void> {
    const sent = this.sent.get(file.seed);
    const sinceMs = performance.now();
    for (let at = start; at < end && !response.destroyed; ) {
      const to = Math.min(end, at + SLICE_BYTES);
      const isRoom = response.write(file.slice(at, to));
      this.sentAgainBytes += sent?.add(at, to) ?? 0;
      at = to;
      if (!isRoom) await isDrained(response);
      const dueMs = ((at - start) / this.bytesPerSecond()) * 1000;
      const aheadMs = dueMs - (performance.now() - sinceMs);
      if (aheadMs > 2) await pause(aheadMs);
    }
    response.end();
  }
}

/** Until there is room again, or nobody who would take it. */
function isDrained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    response.on('drain', go).on('close', go);
  });
}
