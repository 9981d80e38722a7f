import { z } from 'zod';
import { MATURITY_LEVELS, type ModelFile, type ModelVersion } from '../../../shared/civitai/model';
import type { KeptPicture } from '../library/ports';

const SCANS = ['pending', 'success', 'danger', 'error', 'unknown'] as const;
const words = z.string().nullable();
const time = z.number().nullable();

const fileSchema = z.object({
  id: z.number(),
  untrustedName: z.string(),
  type: z.string(),
  approximateBytes: z.number().nullable(),
  format: words,
  precision: words,
  sizeClass: words,
  quantization: words,
  sha256: words,
  isPrimary: z.boolean(),
  pickleScan: z.enum(SCANS),
  virusScan: z.enum(SCANS),
});

const versionSchema = z.object({
  id: z.number(),
  name: z.string(),
  baseModel: words,
  /** Milliseconds since 1970; as its creator or the service says, which need not be true. */
  publishedAt: time,
  access: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('open') }),
    z.object({ kind: z.literal('earlyAccess'), untilMs: time }),
    z.object({ kind: z.literal('paid') }),
    z.object({ kind: z.literal('downloadsDisabled') }),
  ]) satisfies z.ZodType<ModelVersion['access']>,
  files: z.array(fileSchema),
});

/** What is kept of a model, so that updates can be told without asking. Versions in the service's own order. */
export const updateModelSchema = z.object({
  id: z.number(),
  name: z.string(),
  type: z.string(),
  creator: words,
  mode: z.enum(['available', 'archived', 'takenDown']),
  versions: z.array(versionSchema),
  /** Of the version in front. */
  pictures: z.array(
    z.object({ url: z.string(), maturity: z.enum(MATURITY_LEVELS), blurhash: words }),
  ) satisfies z.ZodType<KeptPicture[]>,
});

export type UpdateModel = z.infer<typeof updateModelSchema>;
export type UpdateVersion = UpdateModel['versions'][number];
export type UpdateFile = UpdateVersion['files'][number];

interface ToldModel extends Pick<UpdateModel, 'id' | 'name' | 'type' | 'creator' | 'mode'> {
  readonly versions: readonly (Pick<UpdateVersion, 'id' | 'name' | 'baseModel' | 'publishedAt' | 'access'> & {
    readonly files: readonly ModelFile[];
  })[];
}

/** @param pictures of the version in front */
export function toUpdateModel(model: ToldModel, pictures: readonly KeptPicture[]): UpdateModel {
  const { id, name, type, creator, mode } = model;
  const versions = model.versions.map(({ id: versionId, name: versionName, ...version }) => ({
    id: versionId,
    name: versionName,
    baseModel: version.baseModel,
    publishedAt: version.publishedAt,
    access: version.access,
    files: version.files.map(toUpdateFile),
  }));
  const kept = pictures.map(({ url, maturity, blurhash }) => ({ url, maturity, blurhash }));
  return { id, name, type, creator, mode, versions, pictures: kept };
}

function toUpdateFile(file: ModelFile): UpdateFile {
  const { id, untrustedName, type, approximateBytes, format, precision, sizeClass, quantization } = file;
  const { isPrimary, pickleScan, virusScan } = file;
  return {
    ...{ id, untrustedName, type, approximateBytes, format, precision, sizeClass, quantization },
    sha256: file.hashes.sha256,
    ...{ isPrimary, pickleScan, virusScan },
  };
}
