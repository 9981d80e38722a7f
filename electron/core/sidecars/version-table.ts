import type { SidecarFacts } from './facts';
import { fillTable, isBlank, type JsonTable, mergeTables } from './json-table';
import { isNsfw } from './maturity';

/**
 * The version as the service itself answers about it (`/model-versions/:id`), which is what Civitai Helper keeps; trigger
 * words that somebody has added stay. Where it could not be asked, the members of it that Civet knows, which are fewer:
 * they fill what is blank, unless another version is described there.
 */
export function mergeVersion(existing: JsonTable, facts: SidecarFacts): JsonTable {
  const { target, untrustedVersion } = facts;
  const known = knownVersion(facts);
  const isSame = isBlank(existing.id) || String(existing.id) === String(target.versionId);
  if (untrustedVersion === null)
    return isSame
      ? mergeTables(fillTable(existing, known), { id: target.versionId, modelId: target.modelId })
      : mergeTables(existing, known);
  const answer = mergeTables(known, untrustedVersion);
  const { trainedWords: was } = existing;
  const { trainedWords: words } = answer;
  const trainedWords =
    isSame && Array.isArray(was) && was.length > 0 && Array.isArray(words)
      ? // Only texts are the same when they read the same.
        [...new Set<unknown>([...was, ...words.filter((word) => typeof word === 'string')])]
      : words;
  return mergeTables(existing, { ...answer, trainedWords });
}

function knownVersion(facts: SidecarFacts): JsonTable {
  const { target, model, version } = facts;
  return {
    id: target.versionId,
    modelId: target.modelId,
    name: version.name,
    baseModel: version.baseModel ?? undefined,
    publishedAt: version.publishedAt === null ? undefined : new Date(version.publishedAt).toISOString(),
    trainedWords: version.triggerWords,
    description: version.untrustedDescription,
    model: { name: model.name, type: model.type, nsfw: isNsfw(model.maturity) },
    files: [
      {
        id: target.fileId,
        name: target.file.untrustedName,
        type: target.file.type,
        sizeKB: facts.bytes / 1_024,
        metadata: {
          format: target.file.format,
          size: target.file.sizeClass,
          fp: target.file.precision,
        },
        hashes: { SHA256: facts.sha256 },
      },
    ],
  };
}
