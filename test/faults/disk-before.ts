import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { PieceClaim } from '../../electron/core/ports';
import type { FileBytes } from './file-bytes';
import { type DiskWishes, PIECE } from './scenario';

/**
 * Claims as the engine makes them: none crosses the border of a piece.
 *
 * @param bytes null where nobody will read them back
 */
export function claimsOf(claimed: DiskWishes['claimed'], bytes: FileBytes | null): readonly PieceClaim[] {
  const ranges = typeof claimed === 'number' ? [[0, claimed] as const] : claimed;
  return ranges.flatMap(([start, end]) => {
    const claims: PieceClaim[] = [];
    for (let at = start; at < end; ) {
      const next = Math.min(end, (Math.floor(at / PIECE) + 1) * PIECE);
      claims.push({ start: at, bytes: next - at, crc32: bytes === null ? 0 : crc32(bytes.slice(at, next)) });
      at = next;
    }
    return claims;
  });
}

/** Writes the part file: the claimed bytes, holes between them, and damage where it is wished for. */
export async function writePart(
  path: string,
  wishes: DiskWishes,
  claims: readonly PieceClaim[],
  bytes: FileBytes,
): Promise<void> {
  if (wishes.partBytes === null) return;
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'w');
  try {
    for (const { start, bytes: length } of claims) {
      await file.write((wishes.bytesOf ?? bytes).slice(start, start + length), 0, length, start);
    }
    for (const at of wishes.damagedAt ?? []) await file.write(Buffer.from('damaged'), 0, 7, at);
    if (wishes.partBytes !== undefined) await file.truncate(wishes.partBytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
