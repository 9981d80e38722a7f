// @ts-check
/** @import { Civitai } from './index.mjs' */

/**
 * @typedef {object} PublishedVersion
 * @property {number} modelId
 * @property {number} versionId unlike any of the catalogue
 * @property {string} name
 * @property {number} [publishedAtMs] milliseconds since 1970; now unless given
 * @property {number} [earlyAccessUntilMs]
 */

/**
 * The creator publishes one more version of a model, with files of other bytes and pictures like those of its first one.
 * @param {Civitai} civitai
 * @param {PublishedVersion} wanted
 */
export function publishVersion(civitai, wanted) {
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
    files: like.files.map((file, at) => ({
      ...file,
      id: versionId * 10 + at,
      versionId,
      contentSeed: `${file.contentSeed} ${versionId}`,
    })),
  };
  model.versions.unshift(version);
  catalogue.versionById.set(versionId, version);
  for (const file of version.files) catalogue.fileById.set(file.id, file);
}

/**
 * As the service has it now; what is changed in it is told to whoever asks next.
 * @param {Civitai} civitai
 * @param {number} modelId
 */
export function modelOf(civitai, modelId) {
  const model = civitai.catalogue.modelById.get(modelId);
  if (model === undefined) throw new Error(`No model ${modelId}.`);
  return model;
}
