import { join } from 'node:path';
import type { SqliteLibrary } from '../../electron/adapters/library-store';
import type { FoundFile, VersionFacts } from '../../electron/core/library/ports';
import type { LibraryWish } from '../../shared/library/library';
import { EVERYTHING } from './library-rig';

export const NOW = Date.UTC(2030, 0, 1);
export const HASH = 'AB'.repeat(32);

export const factsOf = (versionId: number, change: Partial<VersionFacts> = {}): VersionFacts => ({
  versionId,
  modelId: versionId * 10,
  modelName: `Model ${versionId}`,
  versionName: 'v1',
  modelType: 'LORA',
  baseModel: 'SDXL 1.0',
  creator: 'mira',
  tags: [],
  triggerWords: [],
  pictures: [],
  publishedSha256: null,
  ...change,
});
export const found = (name: string, bytes: number, change: Partial<FoundFile> = {}): FoundFile => ({
  path: join('/models', name),
  root: '/models',
  bytes,
  mtimeNs: String(BigInt(NOW) * 1_000_000n),
  ctimeNs: String(BigInt(NOW) * 1_000_000n),
  dev: '1',
  ino: String(bytes),
  claim: null,
  use: null,
  drive: '',
  ...change,
});

/** The names of the files that suit a wish, in their order. */
export const names = (
  store: SqliteLibrary,
  wish: Partial<LibraryWish> = {},
  offset = 0,
  limit = 100,
): readonly string[] => {
  const page = store.list({ ...EVERYTHING, ...wish }, offset, limit, 'all');
  if (!page.ok) throw new Error(page.error.code);
  return page.value.files.map(({ fileName }) => fileName);
};

/** Files, each of the version that has its number. */
export const fill = async (
  store: SqliteLibrary,
  facts: readonly (VersionFacts & { readonly file: FoundFile })[],
) => {
  await store.listOnly(['/models']);
  store.keepFound(
    facts.map(({ file }) => file),
    NOW,
  );
  const ids = facts.map((_, at) => at + 1);
  const measured = facts.map(({ file }, at) => ({
    id: at + 1,
    stamp: file,
    hashes: { sha256: String(at).padStart(64, '0') },
  }));
  store.keepRead(measured, NOW);
  const asked = ids.map((fileId) => ({ fileId, hash: HASH }));
  const matches = facts.map(({ versionId, modelId }, at) => ({
    fileId: at + 1,
    match: 'sha256' as const,
    modelId,
    versionId,
  }));
  await store.keepAnswers('sha256', asked, matches, NOW);
  store.keepVersions(
    facts.map(({ file: _file, ...each }) => each),
    [],
    NOW,
  );
};
