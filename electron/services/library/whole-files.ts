import type { ModelFile } from '../../../shared/civitai/model';
import type { Failure } from '../../../shared/failure';
import type { VersionPlace } from '../../../shared/ipc/contract';
import { ok, type Result } from '../../../shared/result';
import type { DroppedFiles } from '../../core/inspection/ports';
import { readHeaderClaim } from '../../core/library/claims';
import type { Asking } from '../bulk/asking';
import type { Catalogue } from '../catalogue/catalogue';

/** Where AutoV1 ends; of a file that ends before, it is the hash of something else. */
const AUTO_V1_END = 0x110000;
/** Sizes of Civitai's are off by less than this, and a GGUF file may end with padding. */
const SIZE_SHARE = 0.001;

/** A file of which only a part is there, or something else in its place. */
export interface BrokenFile {
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  /** How long the whole is, by its own header; null where that does not tell. */
  readonly promisedBytes: number | null;
  /** Of the bytes that it had, or that somebody says it should have; null where nobody says. */
  readonly sha256: string | null;
  /** The version that it was, or that somebody says it is. */
  readonly place: VersionPlace | null;
}

/** A file as it was published. */
export interface WholeFile extends VersionPlace {
  readonly file: ModelFile;
}

interface HashPart {
  readonly kind: 'sha256' | 'autoV3' | 'autoV1';
  readonly hash: string;
}

export interface WholeFilesNeeds {
  readonly catalogue: Pick<Catalogue, 'findByHash' | 'whole'>;
  readonly files: Pick<DroppedFiles, 'glance'>;
}

/**
 * Finds the file that a broken one is a part of: by the version that is known of it, by the hash of the whole's weights
 * that its trainer wrote into the header, and by the hash of its middle. The size that the header promises must be that
 * of the published file as well.
 */
export class WholeFiles {
  constructor(private readonly needs: WholeFilesNeeds) {}

  /** @returns null when nothing leads to one file alone */
  async find(broken: BrokenFile, asking: Asking): Promise<Result<WholeFile | null, Failure>> {
    const { place, sha256 } = broken;
    const known =
      sha256 === null ? ok(null) : await this.byHashes([{ kind: 'sha256', hash: sha256 }], broken, asking);
    if (!known.ok || known.value !== null) return known;
    if (place !== null) {
      const found = await this.among(place, asking, (files) => byFacts(files, broken));
      if (!found.ok || found.value !== null) return found;
    }
    const glance = await this.needs.files.glance(broken.path);
    const { header = null, autoV1 = null } = glance.ok ? glance.value : {};
    const autoV3 = header === null ? null : (readHeaderClaim(header)?.autoV3 ?? null);
    const parts: readonly HashPart[] = [
      ...(autoV3 === null ? [] : [{ kind: 'autoV3', hash: autoV3 } as const]),
      ...(autoV1 === null || broken.bytes < AUTO_V1_END ? [] : [{ kind: 'autoV1', hash: autoV1 } as const]),
    ];
    return this.byHashes(parts, broken, asking);
  }

  private async byHashes(
    parts: readonly HashPart[],
    broken: BrokenFile,
    asking: Asking,
  ): Promise<Result<WholeFile | null, Failure>> {
    for (const { kind, hash } of parts) {
      const led = await asking.alone(() => this.needs.catalogue.findByHash(hash));
      if (led === null) return ok(null);
      if (!led.ok && led.error.code === 'input.unknownHash') continue;
      if (!led.ok) return led;
      const found = await this.among(led.value, asking, (files) =>
        files.filter((file) => file.hashes[kind]?.startsWith(hash) === true && hasSize(file, broken)),
      );
      if (!found.ok || found.value !== null) return found;
    }
    return ok(null);
  }

  private async among(
    { modelId, versionId }: VersionPlace,
    asking: Asking,
    choose: (files: readonly ModelFile[]) => readonly ModelFile[],
  ): Promise<Result<WholeFile | null, Failure>> {
    const model = await asking.alone(() => this.needs.catalogue.whole(modelId, 'any', 'front'));
    if (model === null) return ok(null);
    if (!model.ok) return model.error.code === 'input.unknownModel' ? ok(null) : model;
    const version = model.value.model.versions.find(({ id }) => id === versionId);
    const [file, ...others] = choose(version?.files ?? []);
    return ok(file === undefined || others.length > 0 ? null : { modelId, versionId, file });
  }
}

/** By the size that is promised; where nothing is, by its name, or because there is no other. */
function byFacts(files: readonly ModelFile[], broken: BrokenFile): readonly ModelFile[] {
  if (broken.promisedBytes !== null) return files.filter((file) => hasSize(file, broken));
  const named = files.filter(({ untrustedName }) => untrustedName === broken.fileName);
  return named.length > 0 ? named : files;
}

function hasSize({ approximateBytes }: ModelFile, { promisedBytes }: BrokenFile): boolean {
  if (approximateBytes === null || promisedBytes === null) return promisedBytes === null;
  return Math.abs(approximateBytes - promisedBytes) <= promisedBytes * SIZE_SHARE;
}
