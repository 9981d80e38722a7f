import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { UndiciStorage } from '../../../electron/adapters/undici-storage';
import { parseApiOrigin } from '../../../electron/core/civitai/origins';
import type { StorageAnswer } from '../../../electron/core/ports';
import { joinChunks } from '../../../electron/core/segments/chunks';

const MIB = 1024 * 1024;
const never = new AbortController().signal;
const ends: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

function pattern(bytes: number): Buffer {
  return Buffer.from(Uint8Array.from({ length: bytes }, (_, index) => (index * 7 + (index >> 8)) & 0xff));
}

/** A storage that speaks byte for byte as the test says; one call for each request. */
async function storageThat(answer: (socket: Socket, request: number) => void) {
  const sockets: Socket[] = [];
  let requests = 0;
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.on('data', () => {
      requests += 1;
      answer(socket, requests);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const origin = `http://127.0.0.1:${address.port}`;
  const api = parseApiOrigin(origin);
  if (!api.ok) throw new Error('no origin');
  const storage = new UndiciStorage(api.value, 'Civet/0.0.0 (tests)');
  ends.push(async () => {
    await storage.close();
    for (const socket of sockets) socket.destroy();
    await new Promise<void>((done) => void server.close(() => done()));
  });
  const open = async (signal = never): Promise<StorageAnswer> => {
    const opened = await storage.open({ url: `${origin}/file?sig=a%2Fb`, headers: {}, signal });
    if (!opened.ok) throw new Error(opened.error.code);
    return opened.value;
  };
  return { storage, sockets, open, url: `${origin}/file` };
}

function head(length: number, status = '200 OK'): string {
  return `HTTP/1.1 ${status}\r\nContent-Length: ${length}\r\n\r\n`;
}

async function takeAll(answer: StorageAnswer, mostBytes: () => number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const most = mostBytes();
    const taken = await answer.take(most, 50);
    if (!taken.ok) throw new Error(taken.error.code);
    if (taken.value.length === 0) return Buffer.concat(parts);
    const joined = joinChunks(taken.value);
    expect(joined.length).toBeLessThanOrEqual(most);
    parts.push(joined);
  }
}

describe('a body', () => {
  it('comes byte for byte, however much is taken at a time', async () => {
    const file = pattern(3 * MIB + 17);
    const { open } = await storageThat((socket) =>
      socket.end(Buffer.concat([Buffer.from(head(file.length)), file])),
    );
    let turn = 0;
    const sizes = [1, 64, 5_000, MIB, 3, 300_000];
    const got = await takeAll(await open(), () => {
      turn += 1;
      return sizes[turn % sizes.length] ?? 1;
    });
    expect(got.equals(file)).toBe(true);
  });

  it('is read into memory that was released before', async () => {
    const file = pattern(8 * MIB);
    const { open } = await storageThat((socket) =>
      socket.end(Buffer.concat([Buffer.from(head(file.length)), file])),
    );
    const answer = await open();
    const memories = new Set<ArrayBufferLike>();
    let at = 0;
    while (at < file.length) {
      const taken = await answer.take(MIB, 50);
      if (!taken.ok) throw new Error(taken.error.code);
      const joined = Buffer.concat(taken.value);
      expect(joined.equals(file.subarray(at, at + joined.length))).toBe(true);
      at += joined.length;
      for (const { buffer } of taken.value) memories.add(buffer);
      answer.release(taken.value);
    }
    expect(memories.size * 16 * 1024, 'as much as waits at once, and not the whole file').toBeLessThan(
      6 * MIB,
    );
  });

  it('is told to wait while nobody takes it, and comes whole afterwards', async () => {
    const file = pattern(32 * MIB);
    let sent = 0;
    const { open } = await storageThat((socket) => {
      socket.write(head(file.length));
      const more = () => {
        while (sent < file.length) {
          const part = file.subarray(sent, sent + 256 * 1024);
          sent += part.length;
          if (!socket.write(part)) return void socket.once('drain', more);
        }
      };
      more();
    });
    const answer = await open();
    await answer.take(1, 50);
    let before = -1;
    while (before !== sent) {
      before = sent;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(sent, 'what the system buffers, and a MiB').toBeLessThan(24 * MIB);
    const rest = await takeAll(answer, () => MIB);
    expect(rest.length).toBe(file.length - 1);
    expect(rest.equals(file.subarray(1))).toBe(true);
  });

  it('gives what has come when the line breaks, and tells of the break afterwards', async () => {
    const { open } = await storageThat((socket) => {
      socket.write(`${head(100)}0123456789`);
      setTimeout(() => socket.resetAndDestroy(), 50);
    });
    const answer = await open();
    const first = await answer.take(100, 10_000);
    expect(first.ok && joinChunks(first.value).length).toBe(10);
    expect(await answer.take(100, 10_000)).toMatchObject({ ok: false, error: { code: 'network.reset' } });
  });

  it('that ends early is over, without a word: whoever takes it counts', async () => {
    const { open } = await storageThat((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nabc'),
    );
    const answer = await open();
    expect((await takeAll(answer, () => 100)).toString()).toBe('abc');
  });

  it.each(['end', 'resetAndDestroy'] as const)(
    'that breaks off (%s) while its connection is told to wait keeps what came',
    async (breakOff) => {
      const file = pattern(6 * MIB);
      const { open } = await storageThat((socket) => {
        socket.write(`HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${2 * file.length}\r\n\r\n`);
        socket.write(file, () => void setTimeout(() => socket[breakOff](), 100));
      });
      const answer = await open();
      let got = 0;
      for (;;) {
        // Slower than the line, so that the connection waits most of the time, also when it breaks.
        await new Promise((resolve) => setTimeout(resolve, 50));
        const taken = await answer.take(MIB, 50);
        if (!taken.ok || taken.value.length === 0) break;
        got += joinChunks(taken.value).length;
      }
      expect(got).toBeGreaterThan(MIB);
      expect(got).toBeLessThanOrEqual(file.length);
    },
  );

  it('comes in parts when the line is slow', async () => {
    const { open } = await storageThat((socket) => void socket.write(`${head(10)}abc`));
    const taken = await (await open()).take(10, 20);
    expect(taken.ok && joinChunks(taken.value).length).toBe(3);
  });

  it('that is given up ends for whoever waits for it', async () => {
    const { open } = await storageThat((socket) => void socket.write(head(10)));
    const answer = await open();
    const waiting = answer.take(10, 10_000);
    answer.discard();
    expect(await waiting).toMatchObject({ ok: false });
  });
});

describe('a connection', () => {
  it('is used again after a body that was read to its end', async () => {
    const { open, sockets } = await storageThat((socket) => void socket.write(`${head(3)}abc`));
    await takeAll(await open(), () => 10);
    await takeAll(await open(), () => 10);
    expect(sockets).toHaveLength(1);
  });

  it('is not used again when more came than was wanted', async () => {
    const { open, sockets } = await storageThat((socket) => void socket.write(`${head(100_000)}abcdef`));
    const answer = await open();
    const taken = await answer.take(3, 1_000, true);
    expect(taken.ok && joinChunks(taken.value).length).toBe(3);
    answer.discard();
    await open();
    expect(sockets.length).toBeGreaterThan(1);
  });
});

describe('a server that says "100 Continue" unasked', () => {
  const interim = 'HTTP/1.1 100 Continue\r\n\r\n';

  it('is understood', async () => {
    const { open } = await storageThat((socket) => void socket.write(`${interim}${head(3)}abc`));
    expect((await takeAll(await open(), () => 10)).toString()).toBe('abc');
  });

  it('is dropped with all others after sleep', async () => {
    const { open, storage } = await storageThat((socket) => void socket.write(`${interim}${head(10)}abc`));
    const answer = await open();
    await answer.take(3, 1_000);
    const waiting = answer.take(7, 10_000);
    storage.dropConnections();
    expect(await waiting).toMatchObject({ ok: false, error: { code: 'network.reset' } });
  });
});
