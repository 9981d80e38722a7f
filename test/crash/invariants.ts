import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { DownloadRecord, PieceClaim } from '../../electron/core/ports';
import { ByteRanges } from './byte-ranges';
import { OLDEST_UNCLAIMED_MS } from './ledger';
import type { RemoteFile } from './remote-file';
import { FOREIGN, type World } from './world';

/**
 * What must be true at every moment, whatever has happened so far; numbers as in the specification of the
 * engine. Throws with words that say which promise is broken.
 */
export function checkInvariants(world: World): void {
  if (world.bugs.length > 0) throw new Error('The program met a bug.', { cause: world.bugs[0] });
  const [sin] = world.net.sins;
  if (sin !== undefined) throw new Error(sin);
  const [twice] = world.running.parts.openedTwice;
  if (twice !== undefined) throw new Error(`I3: ${twice} is open twice.`);
  for (const record of world.records()) checkPromptness(world, record);
  // Reading everything is dear, and tells nothing new while nothing has changed.
  if (!world.hasChanged()) return;
  for (const record of world.records()) {
    if (record.state.kind === 'completed') checkCompleted(world, record);
    else checkClaims(world, record);
  }
  checkFolder(world);
}

/** I6: what came some seconds ago would outlive a crash now. */
function checkPromptness(world: World, record: DownloadRecord): void {
  if (record.state.kind === 'completed') return;
  const file = world.fileOf(record.target);
  const { claims } = world.books.notesOf(record.id);
  const beforeMs = world.clock.steadyMs() - OLDEST_UNCLAIMED_MS;
  const bytes = world.ledger.of(file).unclaimedBytes(claims, beforeMs);
  if (bytes === 0) return;
  throw new Error(`I6: ${bytes} bytes of file ${file.number} came long ago and are not claimed.`);
}

/** I2 and I3, for the disk as it is and as it would be after a power cut now. */
function checkClaims(world: World, record: DownloadRecord): void {
  const file = world.fileOf(record.target);
  const { claims } = world.books.notesOf(record.id);
  const longest = Math.max(...file.history.map(({ bytes }) => bytes.length));
  checkShape(claims, longest, world.scale.pieceBytes);
  // While it is being placed, a file has either name, or both.
  const { state, partPath, folder } = record;
  const names = state.kind === 'finalizing' ? [partPath, `${folder}/${state.finalName}`] : [partPath];
  const seen = names.find((path) => world.disk.has(path)) ?? partPath;
  const durable = names.find((path) => world.disk.durable(path) !== null) ?? partPath;
  for (const claim of world.witness.unchecked(record.id, claims, world.disk.takeTouched(seen))) {
    if (!world.ledger.isAccountable(record.id, claim)) continue;
    checkBytes(file, claim, world.disk.seen(seen), 'on disk');
    checkBytes(file, claim, world.disk.durable(durable), 'after a power cut');
    world.witness.noteChecked(record.id, claim);
  }
  const part = world.disk.seen(partPath);
  if (part !== null && part.length > longest) throw new Error(`I3: ${partPath} is longer than its file.`);
}

function checkShape(claims: readonly PieceClaim[], longest: number, pieceBytes: number): void {
  const claimed = new ByteRanges();
  for (const claim of claims) {
    const end = claim.start + claim.bytes;
    if (claim.bytes <= 0 || end > longest) throw new Error(`I3: claim ${show(claim)} lies outside the file.`);
    if (Math.floor(claim.start / pieceBytes) !== Math.floor((end - 1) / pieceBytes)) {
      throw new Error(`I3: claim ${show(claim)} crosses the border of a piece.`);
    }
    if (claimed.add(claim.start, end) > 0) throw new Error(`I3: claim ${show(claim)} overlaps another.`);
  }
}

function checkBytes(file: RemoteFile, claim: PieceClaim, found: Uint8Array | null, where: string): void {
  const end = claim.start + claim.bytes;
  if (found === null || found.length < end) {
    throw new Error(`I2: ${where}, claim ${show(claim)} has no bytes.`);
  }
  const bytes = found.subarray(claim.start, end);
  const isKnown = file.history.some((content) => isSame(bytes, content.bytes.subarray(claim.start, end)));
  if (!isKnown) throw new Error(`I2: ${where}, claim ${show(claim)} holds other bytes.`);
  if (crc32(bytes) !== claim.crc32) throw new Error(`I2: ${where}, claim ${show(claim)} has another CRC-32.`);
}

/** I1, for the disk as it is and as it would be after a power cut now. */
function checkCompleted(world: World, record: DownloadRecord): void {
  if (record.state.kind !== 'completed') return;
  const path = `${record.folder}/${record.state.finalName}`;
  const [seen, durable] = [world.disk.seen(path), world.disk.durable(path)];
  if (seen === null) throw new Error(`I1: ${path} is completed and not there.`);
  if (durable === null) throw new Error(`I1: after a power cut, ${path} is completed and not there.`);
  const whole: PieceClaim = { start: 0, bytes: seen.length, crc32: 0 };
  if (world.witness.unchecked(record.id, [whole], world.disk.takeTouched(path)).length === 0) return;
  for (const found of [seen, durable]) {
    if (sha256(found) !== record.target.hashes.sha256) throw new Error(`I1: ${path} has another SHA-256.`);
  }
  world.witness.noteChecked(record.id, whole);
}

/** I1 and I7: nothing in the folder but what belongs there. */
function checkFolder(world: World): void {
  const foreign = world.disk.seen(FOREIGN.path);
  if (foreign === null || !isSame(foreign, FOREIGN.bytes)) {
    throw new Error('I7: the file of a stranger was touched.');
  }
  const checked = new Set([FOREIGN.path, ...world.records().flatMap(pathsOf)]);
  const hashes = new Set(world.net.files.flatMap(({ history }) => history.map((content) => content.sha256)));
  for (const path of world.disk.paths()) {
    // Evidence, and the part of a download that is being taken off the list.
    if (checked.has(path) || /\.damaged$|\.[0-9a-f]{8}\.part$/.test(path)) continue;
    const found = world.disk.seen(path);
    if (found === null || !hashes.has(sha256(found))) throw new Error(`I1: ${path} is no whole file.`);
  }
}

function pathsOf({ partPath, folder, state }: DownloadRecord): readonly string[] {
  return state.kind === 'completed' ? [`${folder}/${state.finalName}`] : [partPath];
}

function isSame(first: Uint8Array, second: Uint8Array): boolean {
  return Buffer.compare(first, second) === 0;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').toUpperCase();
}

function show({ start, bytes }: PieceClaim): string {
  return `[${start}, ${start + bytes})`;
}
