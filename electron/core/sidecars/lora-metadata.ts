import { MATURITY_BITS } from '../../../shared/civitai/model';
import type { FolderKind } from '../../../shared/placement';
import { type SidecarFacts, sidecarStem } from './facts';
import { isBlank, isTable, type JsonTable, mergeTables } from './json-table';
import { mergeVersion } from './version-table';

/** What people write in LoRA Manager, and what it says must not change once it is there. */
const THEIRS: ReadonlySet<string> = new Set([
  'model_name',
  'base_model',
  'modified',
  'preview_url',
  'preview_nsfw_level',
  'notes',
  'tags',
  'modelDescription',
  'favorite',
  'exclude',
  'db_checked',
  'skip_metadata_refresh',
  'last_checked_at',
  'autov3',
  'usage_tips',
  'model_type',
]);

/** What LoRA Manager reads (its metadata-json-schema.md). */
export function mergeLoraMetadata(existing: JsonTable, facts: SidecarFacts): JsonTable {
  const civitai = isTable(existing.civitai) ? existing.civitai : {};
  const known = { ...factsOf(facts), civitai: mergeCivitai(civitai, facts) };
  // A level of maturity belongs to its picture.
  const hasOwnPreview = !isBlank(existing.preview_url);
  return mergeTables(existing, hasOwnPreview ? { ...known, preview_nsfw_level: undefined } : known, THEIRS);
}

function factsOf({ target, model, version, kind, ...facts }: SidecarFacts): JsonTable {
  return {
    file_name: sidecarStem(facts.fileName),
    model_name: model.name,
    file_path: withSlashes(facts.path),
    size: facts.bytes,
    modified: facts.placedAtMs / 1_000,
    sha256: facts.sha256.toLowerCase(),
    base_model: version.baseModel ?? 'Unknown',
    preview_url: facts.previewPath === null ? '' : withSlashes(facts.previewPath),
    preview_nsfw_level:
      facts.previewPath === null || facts.picture === null ? 0 : MATURITY_BITS[facts.picture.maturity],
    notes: '',
    from_civitai: true,
    tags: model.tags,
    modelDescription: model.untrustedDescription ?? '',
    civitai_deleted: false,
    favorite: false,
    exclude: false,
    db_checked: false,
    skip_metadata_refresh: false,
    metadata_source: 'civitai_api',
    last_checked_at: facts.placedAtMs / 1_000,
    hash_status: 'completed',
    autov3: target.hashes.autoV3?.toLowerCase(),
    ...ofKind(kind),
  };
}

/** LoRAs have no `model_type`, others no tips. */
function ofKind(kind: FolderKind): JsonTable {
  switch (kind) {
    case 'checkpoint':
      return { model_type: 'checkpoint' };
    case 'diffusionModel':
      return { model_type: 'diffusion_model' };
    case 'embedding':
      return { model_type: 'embedding' };
    case 'lora':
    case 'locon':
    case 'dora':
      return { usage_tips: '{}' };
    default:
      return {};
  }
}

/** The service's answer with the model and its creator; trigger words that somebody has added stay. */
function mergeCivitai(existing: JsonTable, facts: SidecarFacts): JsonTable {
  const { creator, tags, untrustedDescription } = facts.model;
  const was = Array.isArray(existing.trainedWords) ? existing.trainedWords : [];
  const trainedWords = [...new Set<unknown>([...was, ...facts.version.triggerWords])];
  return mergeTables(mergeVersion(existing, facts), {
    model: { description: untrustedDescription, tags },
    creator: creator === null ? undefined : { username: creator },
    trainedWords,
  });
}

/** The dialect writes paths with `/` on every system. */
function withSlashes(path: string): string {
  return path.replace(/\\/g, '/');
}
