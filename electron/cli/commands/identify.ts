import { basename } from 'node:path';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { beginIdentifyingHashes } from '../../adapters/file-hashing';
import { startsLikeSafetensors } from '../../adapters/library-reading';
import { openQuietly } from '../../adapters/quiet-open';
import { isHashOfNothing } from '../../core/civitai/hash-of-nothing';
import type { MeasuredHashes } from '../../core/download/verify';
import type { Catalogue, FoundVersion } from '../../services/catalogue/catalogue';
import type { IdentifyRequest } from '../arguments/command-line';
import { composeServices } from '../compose';
import { EXIT } from '../exit-codes';
import { fail } from '../output/fail';
import type { World } from '../world';
import { pageOf } from './search';

const CHUNK_BYTES = 4 * 1024 * 1024;

/** `civet identify`. @returns the exit code: that of the first file that is not known, or cannot be read */
export async function runIdentify(request: IdentifyRequest, world: World): Promise<number> {
  const { catalogue } = composeServices({ ...world, settings: {} });
  const codes: number[] = [];
  for (const file of request.files) codes.push(await identify(file, request, world, catalogue));
  const failed = codes.filter((code) => code !== EXIT.done);
  if (request.isJson) world.terminal.event({ status: 'done', count: codes.length, failed: failed.length });
  return failed[0] ?? EXIT.done;
}

async function identify(
  file: string,
  { isJson, files }: IdentifyRequest,
  { terminal }: World,
  catalogue: Catalogue,
): Promise<number> {
  const refuse = async (cause: Failure, known?: HashedFile) => {
    if (files.length > 1 && !isJson) terminal.note(`${file}:`);
    const exitCode = await fail(terminal, isJson, cause, { file, ...known });
    // Whoever looks elsewhere for it needs them.
    if (known !== undefined && !isJson) tellHashes(terminal, known.hashes);
    return exitCode;
  };
  const name = basename(file);
  const measured = await hashFile(file, (share) =>
    terminal.draw(`Hashing ${name}  ${Math.floor(share * 100)} %`),
  );
  terminal.draw('');
  if (!measured.ok) return refuse(measured.error);
  const { hashes, bytes } = measured.value;
  const found = await ask(catalogue, hashes);
  if (!found.ok) return refuse(found.error, measured.value);
  const { modelId, versionId, by } = found.value;
  const model = await catalogue.model(modelId, 'XXX');
  if (!model.ok) return refuse(model.error, measured.value);
  const version = model.value.versions.find(({ id }) => id === versionId);
  const url = pageOf(modelId, versionId);
  const about = {
    modelId,
    versionId,
    modelName: model.value.name,
    versionName: version?.name ?? null,
    modelType: model.value.type,
    baseModel: version?.baseModel ?? null,
    creator: model.value.creator,
  };
  if (isJson) {
    terminal.event({ status: 'identified', file, url, by, ...about, bytes, hashes });
    return EXIT.done;
  }
  const facts = [about.modelType, about.baseModel].filter((fact) => fact !== null).join(', ');
  const isSame = by === 'sha256' ? '' : ' Only its weights are the same: the header of the file is another.';
  terminal.answer(
    `${file}: ${about.modelName}, ${about.versionName ?? `version ${versionId}`} (${facts})${isSame}`,
  );
  terminal.answer(`    ${url}`);
  tellHashes(terminal, hashes);
  return EXIT.done;
}

function tellHashes(terminal: World['terminal'], hashes: MeasuredHashes): void {
  for (const [kind, value] of Object.entries(hashes)) terminal.answer(`    ${kind.padEnd(8)}${value}`);
}

/** By the hash of the whole file; then by that of its tensors, which survives an edited header. */
async function ask(
  catalogue: Catalogue,
  hashes: MeasuredHashes,
): Promise<Result<FoundVersion & { readonly by: 'sha256' | 'autoV3' }, Failure>> {
  const exact = await catalogue.findByHash(hashes.sha256);
  if (exact.ok) return ok({ ...exact.value, by: 'sha256' });
  if (exact.error.code !== 'input.unknownHash' || hashes.autoV3 === undefined) return exact;
  const similar = await catalogue.findByHash(hashes.autoV3);
  return similar.ok ? ok({ ...similar.value, by: 'autoV3' }) : similar;
}

interface HashedFile {
  readonly bytes: number;
  readonly hashes: MeasuredHashes;
}

async function hashFile(
  path: string,
  onShare: (share: number) => void,
): Promise<Result<HashedFile, Failure>> {
  try {
    const handle = await openQuietly(path);
    try {
      const found = await handle.stat();
      if (!found.isFile()) return err(unreadable(path, 'EISDIR'));
      const hasher = beginIdentifyingHashes();
      const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
      let bytes = 0;
      let hasTensors = false;
      for (;;) {
        const { bytesRead } = await handle.read(chunk, 0, chunk.length, bytes);
        if (bytesRead === 0) break;
        if (bytes === 0) hasTensors = startsLikeSafetensors(chunk.subarray(0, bytesRead), found.size);
        hasher.update(chunk.subarray(0, bytesRead));
        bytes += bytesRead;
        onShare(found.size === 0 ? 1 : bytes / found.size);
      }
      const { autoV1, autoV3, ...others } = hasher.digest();
      const isMiddle = autoV1 !== undefined && !isHashOfNothing(autoV1);
      const isWeights = hasTensors && autoV3 !== undefined && !isHashOfNothing(autoV3);
      const parts = { ...(isMiddle ? { autoV1 } : {}), ...(isWeights ? { autoV3 } : {}) };
      return ok({ bytes, hashes: { ...others, ...parts } });
    } finally {
      await handle.close();
    }
  } catch (error) {
    return err(unreadable(path, error instanceof Error && 'code' in error ? String(error.code) : ''));
  }
}

const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EACCES: 'the system does not allow it',
  EPERM: 'the system does not allow it',
  EISDIR: 'it is not a file',
};

function unreadable(path: string, code: string): Failure {
  return failure('input.unreadableFile', { path, message: UNREADABLE[code] ?? `the system says ${code}` });
}
