import type { HttpRequest, StorageAnswer, StorageTransport } from '../../electron/core/ports';
import { type Failure, failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { FakeNet, StorageFault } from './fake-net';
import { type Life, never } from './life';
import type { RemoteFile } from './remote-file';

const SILENCE_MS = 30_000;
const ERROR_BODY = new TextEncoder().encode('<Error><Code>AccessDenied</Code></Error>');
const WEB_PAGE = new TextEncoder().encode('<!doctype html><html><body>Please sign in.</body></html>');

interface Body {
  readonly bytes: Uint8Array;
  /** Where in the file the body begins; null when it is no part of the file. */
  readonly fileOffset: number | null;
  /** The line breaks after this many bytes of the body. */
  readonly cut: { readonly afterBytes: number; readonly by: 'fin' | 'reset' | 'silence' } | null;
}

interface Head {
  readonly status: number;
  readonly headers: Record<string, string | undefined>;
  readonly body: Body;
}

/** The storage as the port shows it to one life of the program. */
export class FakeStorage implements StorageTransport {
  private readonly bodies = new Set<FakeAnswer>();

  constructor(
    private readonly net: FakeNet,
    private readonly life: Life,
  ) {}

  async open(request: HttpRequest): Promise<Result<StorageAnswer, Failure>> {
    const { net, life } = this;
    if (life.isOver) return never();
    if (request.headers.authorization !== undefined || request.headers.cookie !== undefined) {
      net.sins.push('The storage was shown a token.');
    }
    const fault = net.faults.shift() ?? null;
    const line = net.lineGeneration;
    const answered = await this.wait(net.chance.between(10, 150), request.signal);
    if (!answered) return err(failure('input.cancelled'));
    if (!net.isUp || fault?.kind === 'refused')
      return err(failure('network.reset', { message: 'ECONNREFUSED' }));
    if (line !== net.lineGeneration) {
      if (!(await this.wait(SILENCE_MS, request.signal))) return err(failure('input.cancelled'));
      return err(failure('network.timeout'));
    }
    const answer = new FakeAnswer(net, life, request, this.judge(request, fault), (body) =>
      this.bodies.delete(body),
    );
    this.bodies.add(answer);
    return ok(answer);
  }

  dropConnections(): void {
    for (const body of [...this.bodies]) body.drop();
  }

  /** Connections that the program has neither read to the end nor given up. */
  get openBodies(): number {
    return this.bodies.size;
  }

  private async wait(ms: number, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    let callOff = () => {};
    const aborted = new Promise<void>((resolve) => {
      callOff = () => resolve();
      signal.addEventListener('abort', callOff, { once: true });
    });
    await Promise.race([this.life.pass(ms), aborted]);
    await this.life.survive();
    signal.removeEventListener('abort', callOff);
    return !signal.aborted;
  }

  private judge(request: HttpRequest, fault: StorageFault | null): Head {
    const url = new URL(request.url);
    const file = this.net.fileByUrl(url);
    if (file === null) return page(404, ERROR_BODY, 'application/xml');
    if (fault?.kind === 'status') {
      const head = page(fault.status, ERROR_BODY, 'application/xml');
      if (fault.retryAfterS !== null) head.headers['retry-after'] = String(fault.retryAfterS);
      return head;
    }
    if (url.searchParams.get('generation') !== String(this.net.linkGeneration)) {
      return page(403, ERROR_BODY, 'application/xml');
    }
    if (fault?.kind === 'webPage') return page(200, WEB_PAGE, 'text/html');
    return this.serve(file, request, fault);
  }

  private serve(file: RemoteFile, request: HttpRequest, fault: StorageFault | null): Head {
    const { bytes, etag } = file.content;
    const headers: Record<string, string | undefined> = {
      'content-type': 'application/octet-stream',
      'accept-ranges': 'bytes',
      etag: file.hasEtag ? etag : undefined,
    };
    const match = request.headers['if-match'];
    if (match !== undefined && match !== etag) return page(412, ERROR_BODY, 'application/xml');
    const cut = fault?.kind === 'cut' ? fault : null;
    const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
    if (range === null || fault?.kind === 'wholeFile') {
      const body = { bytes, fileOffset: 0, cut };
      return { status: 200, headers: { ...headers, 'content-length': String(bytes.length) }, body };
    }
    let start = Number(range[1]);
    let end = Math.min(range[2] === '' ? bytes.length : Number(range[2]) + 1, bytes.length);
    if (start >= bytes.length) {
      const head = page(416, ERROR_BODY, 'application/xml');
      head.headers['content-range'] = `bytes */${bytes.length}`;
      return head;
    }
    if (fault?.kind === 'laterRange') start = Math.min(start + 512, end - 1);
    if (fault?.kind === 'shortRange') end = start + Math.max(1, Math.floor((end - start) / 2));
    const total = bytes.length + (fault?.kind === 'otherTotal' ? 1 : 0);
    headers['content-length'] = String(end - start);
    headers['content-range'] =
      fault?.kind === 'noContentRange' ? undefined : `bytes ${start}-${end - 1}/${total}`;
    return { status: 206, headers, body: { bytes: bytes.subarray(start, end), fileOffset: start, cut } };
  }
}

function page(status: number, bytes: Uint8Array, type: string): Head {
  return {
    status,
    headers: { 'content-type': type, 'content-length': String(bytes.length) },
    body: { bytes, fileOffset: null, cut: null },
  };
}

class FakeAnswer implements StorageAnswer {
  release(): void {}

  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  private readonly body: Body;
  private readonly line: number;
  private readonly bytesPerMs: number;
  private readonly file: RemoteFile | null;
  private position = 0;
  private broken: Failure | null = null;
  private interrupt: () => void = () => undefined;
  private readonly abort = () => this.breakOff(failure('input.cancelled'));

  constructor(
    private readonly net: FakeNet,
    private readonly life: Life,
    private readonly request: HttpRequest,
    head: Head,
    private readonly onDone: (answer: FakeAnswer) => void,
  ) {
    this.status = head.status;
    this.headers = head.headers;
    this.body = head.body;
    this.line = net.lineGeneration;
    this.file = head.body.fileOffset === null ? null : net.fileByUrl(new URL(request.url));
    this.bytesPerMs = net.chance.between(...net.bytesPerMs);
    request.signal.addEventListener('abort', this.abort, { once: true });
  }

  async take(mostBytes: number, lingerMs: number): Promise<Result<readonly Uint8Array[], Failure>> {
    const into = new Uint8Array(Math.min(mostBytes, this.body.bytes.length));
    const filled = await this.fill(into, lingerMs);
    if (!filled.ok) return filled;
    return ok(filled.value === 0 ? [] : [into.subarray(0, filled.value)]);
  }

  private async fill(into: Uint8Array, lingerMs: number): Promise<Result<number, Failure>> {
    if (this.life.isOver) return never();
    if (this.broken !== null) return err(this.broken);
    const { bytes, cut } = this.body;
    const limit = Math.min(bytes.length, cut?.afterBytes ?? bytes.length);
    const left = limit - this.position;
    if (left <= 0 && cut !== null && this.position < bytes.length) return this.breakAtCut(cut.by);
    if (left <= 0) {
      this.done();
      return ok(0);
    }
    if (this.isSilent()) return this.stall();
    const wanted = Math.min(into.length, left);
    const fullMs = wanted / this.bytesPerMs;
    const waitMs = Math.max(1, Math.ceil(Math.min(fullMs, Math.max(lingerMs, 1))));
    const sinceMs = this.life.clock.steadyMs();
    await this.waitFor(waitMs);
    if (this.isSilent()) return this.stall();
    const isInTime = this.life.clock.steadyMs() - sinceMs >= waitMs;
    const arrived = Math.floor((isInTime ? waitMs : this.life.clock.steadyMs() - sinceMs) * this.bytesPerMs);
    const got = Math.min(wanted, this.broken === null ? Math.max(1, arrived) : arrived);
    // What came before the line broke is good; the next call tells of the break.
    if (got <= 0) return err(this.broken ?? failure('network.reset'));
    into.set(bytes.subarray(this.position, this.position + got));
    this.count(got);
    this.position += got;
    if (this.position >= bytes.length) this.done();
    return ok(got);
  }

  discard(): void {
    this.breakOff(failure('input.cancelled'));
  }

  drop(): void {
    this.breakOff(failure('network.reset', { message: 'dropped' }));
  }

  /** Whether nothing will ever come over this line, as after a sleep or without a network. */
  private isSilent(): boolean {
    return this.line !== this.net.lineGeneration || !this.net.isUp;
  }

  private async stall(): Promise<Result<number, Failure>> {
    await this.waitFor(SILENCE_MS);
    this.breakOff(failure('network.stalled'));
    return err(this.broken ?? failure('network.stalled'));
  }

  private async breakAtCut(by: 'fin' | 'reset' | 'silence'): Promise<Result<number, Failure>> {
    if (by === 'silence') return this.stall();
    this.breakOff(failure('network.reset', { message: 'ECONNRESET' }));
    return by === 'fin' ? ok(0) : err(failure('network.reset', { message: 'ECONNRESET' }));
  }

  private async waitFor(ms: number): Promise<void> {
    if (this.broken !== null) return;
    const interrupted = new Promise<void>((resolve) => {
      this.interrupt = resolve;
    });
    await Promise.race([this.life.pass(ms), interrupted]);
    await this.life.survive();
  }

  private breakOff(cause: Failure): void {
    this.broken ??= cause;
    this.interrupt();
    this.done();
  }

  private done(): void {
    this.request.signal.removeEventListener('abort', this.abort);
    this.onDone(this);
  }

  private count(got: number): void {
    if (this.file === null || this.body.fileOffset === null) return;
    const start = this.body.fileOffset + this.position;
    const isRange = this.status === 206;
    this.net.onDelivered({ file: this.file, start, end: start + got, answer: this, isRange });
  }
}
