import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { openJournal } from '../../electron/adapters/journal';
import { composeDownloads, composeServices } from '../../electron/cli/compose';
import { parseApiOrigin } from '../../electron/core/civitai/origins';
import { oneRoot } from '../../electron/core/placement/roots';
import type { DownloadTarget } from '../../shared/download/download';
import type { DownloadsDelta } from '../../shared/ipc/contract';

/** Civet's services as the command line wires them, several files at once, told by messages what to fetch. */

interface Orders {
  readonly apiOrigin: string;
  readonly folder: string;
  readonly state: string;
  readonly atOnce: number;
  readonly connections: number;
}

type Message = { readonly kind: 'add'; readonly versionId: number } | { readonly kind: 'end' };

const orders: Orders = JSON.parse(process.argv[2] ?? '{}');
const api = parseApiOrigin(orders.apiOrigin);
if (!api.ok) throw new Error(`No origin: ${orders.apiOrigin}`);
mkdirSync(orders.state, { recursive: true });
const databasePath = join(orders.state, 'civet.db');
const { journal } = openJournal(databasePath, Date.now());
const services = composeServices({
  api: api.value,
  token: null,
  settings: { connectionsPerDownload: orders.connections },
});
services.settings.saveFolders(oneRoot('plain', orders.folder));
const { queue, close } = await composeDownloads({
  services,
  databasePath,
  journal,
  mostAtOnce: orders.atOnce,
  publish: tellEnds,
  publishProgress: () => undefined,
  report: (error) =>
    tell({ kind: 'bug', words: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
});
await queue.start();

process.on('message', (message: Message) => {
  if (message.kind === 'add') void add(message.versionId);
  else void end();
});
tell({ kind: 'ready' });

async function add(versionId: number): Promise<void> {
  const found = await services.catalogue.target(versionId, versionId, versionId);
  if (!found.ok) return tell({ kind: 'failed', versionId, code: found.error.code });
  const { chosenFile: _chosenFile, ...target } = found.value;
  const added = queue.add(target satisfies DownloadTarget);
  if (!added.ok) tell({ kind: 'failed', versionId, code: added.error.code });
}

function tellEnds({ upserts }: DownloadsDelta): void {
  for (const { versionId, state, placePath } of upserts) {
    if (state.kind === 'completed')
      tell({ kind: 'completed', versionId, path: join(placePath, state.finalName) });
    if (state.kind === 'failed') tell({ kind: 'failed', versionId, code: state.cause.code });
  }
}

async function end(): Promise<void> {
  await queue.stop();
  close();
  journal.close();
  // Connections that are kept for the next file would keep the process, too.
  process.exit(0);
}

function tell(message: Readonly<Record<string, unknown>>): void {
  process.send?.(message);
}
