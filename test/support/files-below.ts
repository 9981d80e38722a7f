import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder, by its path from there, in order. */
export async function filesBelow(folder: string): Promise<string[]> {
  return (await pathsBelow(folder)).map((path) => relative(folder, path)).sort();
}

/** Every file below a folder that holds one of the texts, in whatever form it is written. */
export async function filesHolding(folder: string, texts: readonly string[]): Promise<string[]> {
  const needles = texts.flatMap((text) => [Buffer.from(text), Buffer.from(text, 'utf16le')]);
  const found = await Promise.all(
    (await pathsBelow(folder)).map(async (path) => {
      const bytes = await readFile(path).catch(unlessGone);
      return needles.some((needle) => bytes?.includes(needle)) ? [path] : [];
    }),
  );
  return found.flat();
}

/** Folder by folder, because what is looked into may be in use: Chromium makes and takes away files all the time. */
async function pathsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const paths = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
    return (await pathsBelow(path).catch(unlessGone)) ?? [];
  });
  return (await Promise.all(paths)).flat();
}

function unlessGone(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** A secret as it is, and as base64 and hex would write it. */
export function guisesOf(secret: string): string[] {
  return [
    secret,
    Buffer.from(secret).toString('base64').replace(/=+$/, ''),
    Buffer.from(secret).toString('hex'),
  ];
}
