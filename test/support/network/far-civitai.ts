import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { createServer } from 'node:tls';
import { type Civitai, type CivitaiOptions, startCivitai } from '../civitai/index.mjs';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures/network');

export const certificatePath = (name: string): string => join(FIXTURES, name);
export const certificate = (name: string): string => readFileSync(certificatePath(name), 'utf8');
/** What a server of these tests proves itself with. */
export const serverIdentity = { cert: certificate('server.pem'), key: certificate('server-key.pem') };

/** A Civitai that is reached by https and names of its own, which only a proxy can look up. */
export interface FarCivitai {
  readonly civitai: Civitai;
  readonly origin: string;
  /** Which port of this machine a name of its stands for; null for others. */
  portOf(host: string): number | null;
  close(): Promise<void>;
}

const HOSTS = { api: 'civitai.test', storage: 'storage.test', images: 'images.test' } as const;

export async function startFarCivitai(options: CivitaiOptions = {}): Promise<FarCivitai> {
  const knownAs = {
    api: `https://${HOSTS.api}`,
    storage: `https://${HOSTS.storage}`,
    images: `https://${HOSTS.images}`,
  };
  const civitai = await startCivitai({ seed: 7, models: 20, ...options, knownAs });
  const behind: Readonly<Record<string, string>> = {
    [HOSTS.api]: civitai.origin,
    [HOSTS.storage]: civitai.storageOrigin,
    [HOSTS.images]: civitai.imagesOrigin,
  };
  const open = new Set<Socket>();
  const door = createServer(serverIdentity, (socket) => {
    // TypeScript's picture of a TLS socket has no name of the server asked for.
    const origin = behind['servername' in socket ? String(socket.servername) : ''];
    if (origin === undefined) {
      socket.destroy();
      return;
    }
    linkSockets(socket, connect(Number(new URL(origin).port), '127.0.0.1'), open);
  });
  door.on('tlsClientError', () => undefined);
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const { port } = door.address() as AddressInfo;
  return {
    civitai,
    origin: knownAs.api,
    portOf: (host) => (Object.hasOwn(behind, host) ? port : null),
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((done) => door.close(done));
      await civitai.close();
    },
  };
}

/** Lets two connections speak to each other until either ends. */
export function linkSockets(one: Socket, other: Socket, open: Set<Socket>): void {
  const pair = [one, other] as const;
  for (const [from, to] of [pair, [other, one] as const]) {
    open.add(from);
    from.pipe(to);
    from.on('error', () => to.destroy());
    from.on('close', () => {
      open.delete(from);
      to.destroy();
    });
  }
}
