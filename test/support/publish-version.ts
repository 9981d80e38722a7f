import type { Civitai } from './civitai/index.mjs';

export interface PublishedVersion {
  readonly modelId: number;
  /** Unlike any of the catalogue. */
  readonly versionId: number;
  readonly name: string;
  /** Milliseconds since 1970; now unless given. */
  readonly publishedAtMs?: number;
  readonly earlyAccessUntilMs?: number;
}

/** The creator publishes one more version of a model, with files and pictures like those of its first one. */
export function publishVersion(civitai: Civitai, wanted: PublishedVersion): void {
  const { catalogue } = civitai;
  const { modelId, versionId, name, publishedAtMs = Date.now(), earlyAccessUntilMs } = wanted;
  const model = modelOf(civitai, modelId);
  const [like] = model.versions;
  if (like === undefined) throw new Error(`Model ${modelId} has no version to copy.`);
  const publishedAt = new Date(publishedAtMs).toISOString();
  const version = {
    ...like,
    id: versionId,
    name,
    createdAt: publishedAt,
    publishedAt,
    updatedAt: publishedAt,
    paidAccess:
      earlyAccessUntilMs === undefined
        ? null
        : { permanent: false, endsAt: new Date(earlyAccessUntilMs).toISOString() },
    files: like.files.map((file, at) => ({ ...file, id: versionId * 10 + at, versionId })),
  };
  model.versions.unshift(version);
  catalogue.versionById.set(versionId, version);
  for (const file of version.files) catalogue.fileById.set(file.id, file);
}

/** As the service has it now; what is changed in it is told to whoever asks next. */
export function modelOf(civitai: Civitai, modelId: number) {
  const model = civitai.catalogue.modelById.get(modelId);
  if (model === undefined) throw new Error(`No model ${modelId}.`);
  return model;
}
