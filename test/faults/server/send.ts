import type { Socket } from 'node:net';
import type { Clock } from '../../../electron/core/ports';
import type { FileBytes, SeededChance } from '../file-bytes';
import type { Answer, Exchange } from './answer';

const STEP_BYTES = 64 * 1024;
/** How often a paced body gets its share, by the case's clock. */
const PACE_MS = 100;
/** A reset throws away what is still in the sending buffer; this long it may leave. */
const BEFORE_RESET_MS = 20;

export type BodySource =
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'file'; readonly file: FileBytes; readonly start: number; readonly length: number };

export interface WireAnswer {
  readonly head: string;
  readonly body: BodySource;
  readonly isChunked: boolean;
  readonly mustClose: boolean;
  readonly answer: Answer;
}

export interface Line {
  readonly socket: Socket;
  readonly exchange: Exchange;
  readonly clock: Clock;
  /** Null for a server that always behaves the same. */
  readonly chance: SeededChance | null;
  readonly onActivity: () => void;
}

/** Puts one answer on the line. Resolves once it is sent, cut, or the client has gone. */
export async function sendAnswer(line: Line, wire: WireAnswer): Promise<void> {
  const { socket, exchange } = line;
  const { answer } = wire;
  await write(line, wire.head);
  const sent = await sendBody(line, wire);
  if (socket.destroyed || !sent) return;
  if (answer.trailer !== undefined) await write(line, answer.trailer);
  if (exchange.state === 'sending') exchange.state = 'sent';
  if (wire.mustClose || answer.closesSilently === true) socket.end();
}

/** Ends a connection as a server that fails does. */
export async function cut(line: Line, by: 'fin' | 'rst'): Promise<void> {
  line.exchange.state = 'cut';
  line.onActivity();
  if (by === 'fin') {
    line.socket.end();
    return;
  }
  await new Promise((resolve) => setTimeout(resolve, BEFORE_RESET_MS));
  line.socket.resetAndDestroy();
}

/** @returns false when the body did not come to its end */
async function sendBody(line: Line, wire: WireAnswer): Promise<boolean> {
  const { socket, exchange } = line;
  const { answer, body } = wire;
  const total = (body.kind === 'file' ? body.length : body.bytes.length) + (answer.extraBytes ?? 0);
  const pacer = answer.bytesPerSecond === undefined ? null : new Pacer(line.clock, answer.bytesPerSecond);
  const step = answer.stepBytes ?? stepOf(line);
  for (let at = 0; at < total; ) {
    if (socket.destroyed) return left(exchange);
    if (answer.gateAt !== undefined && at === answer.gateAt.at && !answer.gateAt.gate.isOpen) {
      await held(line, answer.gateAt.gate.pass());
      continue;
    }
    if (answer.stallAt !== undefined && at >= answer.stallAt) {
      exchange.state = 'held';
      return false;
    }
    if (answer.cutAt !== undefined && at >= answer.cutAt) {
      await cut(line, answer.cutBy ?? 'fin');
      return false;
    }
    let end = Math.min(total, at + step);
    for (const stop of [answer.cutAt, answer.stallAt, answer.gateAt?.at]) {
      if (stop !== undefined && stop > at) end = Math.min(end, stop);
    }
    if (pacer !== null) {
      if (pacer.allowance() === 0) await held(line, pacer.wait());
      end = Math.min(end, at + Math.max(1, pacer.allowance()));
      pacer.take(end - at);
    }
    await write(line, frame(bytesOf(body, at, end), wire.isChunked));
    exchange.sentBytes += end - at;
    at = end;
    if (line.chance !== null && line.chance.below(8) === 0)
      await new Promise((resolve) => setImmediate(resolve));
  }
  if (answer.cutAt !== undefined && answer.cutAt >= total) {
    await cut(line, answer.cutBy ?? 'fin');
    return false;
  }
  if (wire.isChunked) await write(line, '0\r\n\r\n');
  return true;
}

function left(exchange: Exchange): false {
  if (exchange.state === 'sending' || exchange.state === 'held') exchange.state = 'leftByClient';
  return false;
}

async function held(line: Line, until: Promise<void>): Promise<void> {
  line.exchange.state = 'held';
  let callOff = () => {};
  const gone = new Promise<void>((resolve) => {
    line.socket.once('close', resolve);
    callOff = () => line.socket.off('close', resolve);
  });
  await Promise.race([until, gone]);
  callOff();
  if (line.exchange.state === 'held') line.exchange.state = 'sending';
}

function stepOf({ chance }: Line): number {
  return chance === null ? STEP_BYTES : 8 * 1024 + chance.below(3 * STEP_BYTES);
}

function frame(bytes: Buffer, isChunked: boolean): Buffer {
  if (!isChunked) return bytes;
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

/** What lies behind the end of the body is rubbish. */
function bytesOf(body: BodySource, start: number, end: number): Buffer {
  const length = body.kind === 'file' ? body.length : body.bytes.length;
  const inside = Math.min(end, length);
  const rubbish = Buffer.alloc(end - Math.max(start, inside), 0x21);
  if (start >= inside) return rubbish;
  const real =
    body.kind === 'file'
      ? body.file.slice(body.start + start, body.start + inside)
      : Buffer.from(body.bytes.subarray(start, inside));
  return rubbish.length === 0 ? real : Buffer.concat([real, rubbish]);
}

function write(line: Line, bytes: string | Buffer): Promise<void> {
  const { socket } = line;
  line.onActivity();
  if (socket.destroyed || !socket.writable) return Promise.resolve();
  const isRoomLeft = socket.write(bytes);
  if (isRoomLeft) return Promise.resolve();
  line.exchange.isBlocked = true;
  return new Promise((resolve) => {
    const go = () => {
      line.exchange.isBlocked = false;
      line.onActivity();
      socket.off('drain', go);
      socket.off('close', go);
      resolve();
    };
    socket.on('drain', go);
    socket.on('close', go);
  });
}

/** Deals out bytes by the case's clock. */
class Pacer {
  private readonly sinceMs: number;
  private taken = 0;

  constructor(
    private readonly clock: Clock,
    private readonly bytesPerSecond: number,
  ) {
    this.sinceMs = clock.steadyMs() - PACE_MS;
  }

  allowance(): number {
    const earned = Math.floor(((this.clock.steadyMs() - this.sinceMs) * this.bytesPerSecond) / 1000);
    return Math.max(0, earned - this.taken);
  }

  take(bytes: number): void {
    this.taken += bytes;
  }

  wait(): Promise<void> {
    const oneByteMs = 1000 / this.bytesPerSecond;
    return new Promise((resolve) => this.clock.after(Math.max(PACE_MS, oneByteMs), resolve));
  }
}
