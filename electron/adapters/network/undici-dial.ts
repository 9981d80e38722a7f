import type { buildConnector } from 'undici';
import { isOwnMachine } from '../../core/network/routes';
import { type Dialling, dial } from './dialling';

type Options = buildConnector.Options;

/** Connects for undici as the settings say. What is on this machine, or not encrypted, is connected to directly. */
export function dialForUndici(
  dialling: Dialling,
  connector: buildConnector.connector,
  options: Options,
  connected: buildConnector.Callback,
): void {
  if (options.protocol !== 'https:' || isOwnMachine(options.hostname)) {
    connector(options, connected);
    return;
  }
  const port = options.port === '' ? 443 : Number(options.port);
  const direct = () =>
    new Promise<Parameters<buildConnector.Callback>>((resolve, reject) => {
      connector(options, (...outcome) => {
        if (outcome[0] === null) resolve(outcome);
        else reject(outcome[0]);
      });
    });
  dial(dialling, { hostname: options.hostname, port }, direct).then(
    (dialled) => {
      if ('direct' in dialled) connected(...dialled.direct);
      // undici's own connector speaks TLS to the target over what it is given.
      else connector({ ...options, httpSocket: dialled.tunnel }, connected);
    },
    (error: Error) => connected(error, null),
  );
}
