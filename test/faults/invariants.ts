import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, readlinkSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { crc32 } from 'node:zlib';
import type { DownloadRecord } from '../../electron/core/ports';
import { readSome } from './ledger';
import { FILE_ID } from './target';
import { TOKEN, type World } from './world';

/** How long sockets may take to notice that their other end has gone; real milliseconds. */
const SOCKETS_CLOSE_MS = 30_000;

/**
 * The invariants I1 to I8 of the transfer notes (6.2) that can be seen from outside at any time while the
 * engine runs; the rest is watched by the ledger, and after the end by `brokenAfterStop`.
 *
 * @returns what is broken, in words; empty when all hold
 */
export async function brokenNow(world: World): Promise<readonly string[]> {
  const broken = [...world.ledger.violations];
  for (const record of world.records()) {
    if (world.scenario.isVirtual === true) continue;
    broken.push(...(await brokenFinal(world, record)), ...brokenClaims(world, record));
  }
  const { mostAtOnce } = world.origins.links;
  if (mostAtOnce > world.engines.length)
    broken.push(`I4: ${mostAtOnce} questions for the link of one file at the same time`);
  broken.push(...(await brokenFolder(world)), ...(await spilledSecrets(world)));
  for (const bug of world.bugs)
    broken.push(`a bug was reported: ${bug instanceof Error ? bug.stack : String(bug)}`);
  return broken;
}

/** I5: a stopped engine has left nothing behind. */
export async function brokenAfterStop(world: World): Promise<readonly string[]> {
  const broken: string[] = [];
  const timers = world.clock.engineTimers;
  if (timers > 0) broken.push(`I5: ${timers} timers are left after the stop`);
  if (world.parts.openFiles > 0)
    broken.push(`I5: ${world.parts.openFiles} part files are still open after the stop`);
  for (const path of openPaths()) {
    // The database driver gives its files back when its statements are collected, not when it is closed.
    if (path.startsWith(world.models))
      broken.push(`I5: ${relative(world.folder, path)} is still open after the stop`);
  }
  const sinceMs = performance.now();
  const open = () => world.origins.requests.filter(({ state }) => state === 'sending' || state === 'held');
  while (open().length > 0 && performance.now() - sinceMs < SOCKETS_CLOSE_MS) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  for (const { seen } of open()) {
    broken.push(
      `I5: the answer to request ${seen.number} (${seen.headers.range ?? 'no range'}) is still being taken`,
    );
  }
  broken.push(...(await spilledSecrets(world)));
  return broken;
}

/** I1: what has its final name is what Civitai published, unless it is called unverified. */
async function brokenFinal(_world: World, record: DownloadRecord): Promise<readonly string[]> {
  if (record.state.kind !== 'completed') return [];
  const path = join(record.folder, record.state.finalName);
  const measured = await sha256Of(path).catch(() => null);
  if (measured === null) return [`I1: ${record.state.finalName} is called completed and is not there`];
  const { verification } = record.state;
  const expected = record.target.hashes.sha256;
  if (verification.kind === 'verified' && measured !== expected) {
    return [`I1: ${record.state.finalName} has another hash than Civitai publishes, and is called verified`];
  }
  if (verification.sha256 !== measured) return [`I1: ${record.state.finalName} was measured wrongly`];
  return [];
}

/** I2 and I3 as they stand now: every claim is true, none overlaps another, none lies behind the end. */
function brokenClaims(world: World, record: DownloadRecord): readonly string[] {
  const bytes = world.files.get(record.target.fileId);
  if (bytes === undefined || record.state.kind === 'completed') return [];
  const broken: string[] = [];
  let end = 0;
  const mayBeOtherFile =
    world.scenario.isPoisoned === true ||
    world.scenario.disk?.bytesOf !== undefined ||
    (bytes !== world.firstFile && record.target.fileId === FILE_ID);
  for (const claim of [...world.claims(record.id)].sort((a, b) => a.start - b.start)) {
    if (claim.start < end) broken.push(`I3: two claims overlap at ${claim.start}`);
    end = claim.start + claim.bytes;
    if (end > bytes.size && !mayBeOtherFile)
      broken.push(`I3: a claim ends at ${end}, behind the end of the file`);
    if (isWishedDamage(world, claim.start, end)) continue;
    const onDisk = readSomeOrNothing(record.partPath, claim.start, claim.bytes);
    if (onDisk.length < claim.bytes && world.scenario.disk?.partBytes === undefined) {
      broken.push(`I2: the claim from ${claim.start} to ${end} lies behind the end of the part file`);
    } else if (onDisk.length === claim.bytes && crc32(onDisk) !== claim.crc32) {
      broken.push(`I2: the disk does not hold what is claimed from ${claim.start} to ${end}`);
    }
    const wrong = mayBeOtherFile ? null : bytes.firstDifference(onDisk, claim.start);
    if (wrong !== null) broken.push(`I2: a byte that is claimed is wrong, at ${wrong}`);
  }
  return broken;
}

/** A scenario that damages the disk looks itself whether that is found. */
function isWishedDamage(world: World, start: number, end: number): boolean {
  return world.scenario.disk?.damagedAt?.some((at) => at >= start && at < end) ?? false;
}

/** I7: nothing but our own files is there, and what belongs to others is as it was. */
async function brokenFolder(world: World): Promise<readonly string[]> {
  const broken: string[] = [];
  for (const [path, bytes] of world.strangers) {
    const now = await readFile(path).catch(() => null);
    if (now?.equals(bytes) !== true) broken.push(`I7: ${relative(world.models, path)} was touched`);
  }
  const ours = world
    .records()
    .flatMap((record) => [
      record.partPath,
      join(record.folder, 'finalName' in record.state ? record.state.finalName : record.fileName),
    ]);
  const entries = await readdir(world.models, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || world.strangers.has(path) || ours.includes(path)) continue;
    const isAside = /\.[0-9a-f]{8}(-\d+)?\.(damaged|corrupt|part)$/.test(basename(path));
    if (!isAside) broken.push(`I7: ${relative(world.models, path)} is nobody's`);
  }
  return broken;
}

/** I8: no token and no signature stands anywhere but in a request. */
async function spilledSecrets(world: World): Promise<readonly string[]> {
  const secrets = [TOKEN, ...world.origins.links.signatures];
  const found: string[] = [];
  const look = (where: string, text: string | Buffer) => {
    for (const secret of secrets) {
      if (text.includes(secret))
        found.push(`I8: ${secret === TOKEN ? 'the token' : 'a signature'} stands in ${where}`);
    }
  };
  for (const entry of await readdir(world.profile, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    // The database takes its side files away when it is done with them.
    look(relative(world.folder, path), await readFile(path).catch(() => ''));
  }
  look('what the page was told', JSON.stringify(world.told));
  look('the names of files', (await readdir(world.models, { recursive: true })).join('\n'));
  look('an error', world.bugs.map((bug) => (bug instanceof Error ? bug.stack : String(bug))).join('\n'));
  return [...new Set(found)];
}

/** Upper-case hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk);
  return hash.digest('hex').toUpperCase();
}

function readSomeOrNothing(path: string, offset: number, length: number): Buffer {
  try {
    return readSome(path, offset, length);
  } catch {
    return Buffer.alloc(0);
  }
}

/** Files that this process has open; nothing where the system does not tell. */
function openPaths(): readonly string[] {
  try {
    return readdirSync('/proc/self/fd').flatMap((name) => {
      try {
        return [readlinkSync(`/proc/self/fd/${name}`)];
      } catch {
        return [];
      }
    });
  } catch {
    return [];
  }
}
