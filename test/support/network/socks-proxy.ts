import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { linkSockets } from './far-civitai';
import type { HttpProxyOptions, TestProxy } from './http-proxy';

type SocksProxyOptions = Pick<HttpProxyOptions, 'portOf' | 'login'>;

/** Reads exactly as many bytes as it is asked for. */
class Reader {
  private waiting = Buffer.alloc(0);
  private wanted: { readonly bytes: number; readonly done: (bytes: Buffer) => void } | null = null;

  constructor(private readonly socket: Socket) {
    socket.on('data', this.take);
  }

  read(bytes: number): Promise<Buffer> {
    return new Promise((done) => {
      this.wanted = { bytes, done };
      this.take(Buffer.alloc(0));
    });
  }

  async text(): Promise<string> {
    const bytes: number[] = [];
    for (;;) {
      const [byte = 0] = await this.read(1);
      if (byte === 0) return Buffer.from(bytes).toString('latin1');
      bytes.push(byte);
    }
  }

  stop(): void {
    this.socket.off('data', this.take);
  }

  private readonly take = (chunk: Buffer): void => {
    this.waiting = Buffer.concat([this.waiting, chunk]);
    const { wanted } = this;
    if (wanted === null || this.waiting.length < wanted.bytes) return;
    this.wanted = null;
    const taken = this.waiting.subarray(0, wanted.bytes);
    this.waiting = this.waiting.subarray(wanted.bytes);
    wanted.done(taken);
  };
}

/** A SOCKS proxy of versions 4a and 5 (RFC 1928, RFC 1929) that knows names alone. */
export async function startSocksProxy(options: SocksProxyOptions): Promise<TestProxy> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    void greet(socket);
  });

  async function greet(socket: Socket): Promise<void> {
    const reader = new Reader(socket);
    const [version] = await reader.read(1);
    if (version === 4) await serve4(socket, reader);
    else await serve5(socket, reader);
  }

  async function serve4(socket: Socket, reader: Reader): Promise<void> {
    await reader.read(7);
    const user = await reader.text();
    const host = await reader.text();
    heard.push(`4 ${host} ${user}`);
    reach(
      socket,
      reader,
      host,
      Buffer.from([0, 0x5a, 0, 0, 0, 0, 0, 0]),
      Buffer.from([0, 0x5b, 0, 0, 0, 0, 0, 0]),
    );
  }

  async function serve5(socket: Socket, reader: Reader): Promise<void> {
    const [count = 0] = await reader.read(1);
    const methods = await reader.read(count);
    const method = options.login === undefined ? 0 : 2;
    if (!methods.includes(method)) {
      socket.end(Buffer.from([5, 0xff]));
      return;
    }
    socket.write(Buffer.from([5, method]));
    if (method === 2 && !(await isKnown(socket, reader))) return;
    await reader.read(3);
    const [type] = await reader.read(1);
    if (type !== 3) {
      socket.end(Buffer.from([5, 8, 0, 1, 0, 0, 0, 0, 0, 0]));
      return;
    }
    const [length = 0] = await reader.read(1);
    const host = (await reader.read(length)).toString('latin1');
    await reader.read(2);
    heard.push(`5 ${host}`);
    reach(
      socket,
      reader,
      host,
      Buffer.from([5, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
      Buffer.from([5, 4, 0, 1, 0, 0, 0, 0, 0, 0]),
    );
  }

  async function isKnown(socket: Socket, reader: Reader): Promise<boolean> {
    await reader.read(1);
    const part = async () => {
      const [length = 0] = await reader.read(1);
      return (await reader.read(length)).toString('utf8');
    };
    const user = await part();
    const password = await part();
    const isRight = user === options.login?.user && password === options.login.password;
    if (isRight) socket.write(Buffer.from([1, 0]));
    else socket.end(Buffer.from([1, 1]));
    return isRight;
  }

  function reach(socket: Socket, reader: Reader, host: string, granted: Buffer, refused: Buffer): void {
    const port = options.portOf(host);
    if (port === null) {
      socket.end(refused);
      return;
    }
    const far = connect(port, '127.0.0.1', () => {
      reader.stop();
      socket.write(granted);
      linkSockets(socket, far, open);
    });
    far.on('error', () => socket.end(refused));
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    heard,
    openCount: () => open.size,
    cut,
    close: async () => {
      const closed = new Promise((done) => server.close(done));
      cut();
      await closed;
    },
  };
}
