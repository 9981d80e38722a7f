import { NodeFileHashing } from './adapters/file-hashing';
import type { ApiOrigin } from './core/civitai/origins';
import type { Clock, FileLinks, HttpTransport, PartFiles, Transfers } from './core/ports';
import { SingleStreamTransfers } from './services/transfer/single-stream';

export interface TransferPorts {
  readonly api: ApiOrigin;
  readonly links: FileLinks;
  readonly http: HttpTransport;
  readonly parts: PartFiles;
  readonly clock: Clock;
}

/** Wires the transfer engine; decides nothing. */
export function createTransfers(ports: TransferPorts): Transfers {
  return new SingleStreamTransfers({ ...ports, hashing: new NodeFileHashing() });
}
