import { z } from 'zod';
import type { ClaimSource } from '../../../shared/library/library';
import { cleanLine } from '../civitai/clean-text';
import { realHash } from '../civitai/hash-of-nothing';
import type { SidecarEnding } from './model-files';

/**
 * What somebody else says of a file: a sidecar that another program wrote, or whoever saved the file. Believed
 * for a name to show, never as proof.
 */
export interface FileClaim {
  readonly source: ClaimSource;
  /** Upper-case hex; null where nothing is said. */
  readonly sha256: string | null;
  /** The first twelve digits, as Civitai stores them. */
  readonly autoV3: string | null;
  readonly modelId: number | null;
  readonly versionId: number | null;
  readonly modelName: string | null;
}

const sha256 = z
  .string()
  .regex(/^(0x)?[0-9a-f]{64}$/i)
  .transform((hex) => hex.slice(-64).toUpperCase())
  .nullable()
  .catch(null);
const autoV3 = z
  .string()
  .regex(/^(0x)?[0-9a-f]{12,64}$/i)
  .transform((hex) => hex.replace(/^0x/i, '').slice(0, 12).toUpperCase())
  .transform(realHash)
  .nullable()
  .catch(null);
const id = z.number().int().min(1).max(2_147_483_647).nullable().catch(null);
const name = z
  .string()
  .transform((untrusted) => cleanLine(untrusted).slice(0, 300) || null)
  .nullable()
  .catch(null);
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).nullable().catch(null);

const version = z.object({
  id,
  modelId: id,
  model: part({ name }),
  files: z
    .array(part({ name: z.string().nullable().catch(null), hashes: part({ SHA256: sha256 }) }))
    .catch([]),
});
const connected = z.object({ ModelId: id, VersionId: id, ModelName: name, Hashes: part({ SHA256: sha256 }) });
const loraManager = z.object({
  sha256,
  autov3: autoV3,
  model_name: name,
  civitai: part({ id, modelId: id, model: part({ name }) }),
});
const swarm = z.object({ 'modelspec.hash_sha256': autoV3, 'modelspec.title': name });
const webui = z.object({ sha256, modelId: id, modelVersionId: id });
const header = z.object({
  sshs_model_hash: autoV3,
  'modelspec.hash_sha256': autoV3,
  'modelspec.title': name,
});

/**
 * Reads the sidecar of one file (API note 7). A stranger or any program may have written it.
 *
 * @param fileName of the model file, to tell it among several of one version
 * @returns null when it says nothing that leads to a version
 */
export function readSidecar(ending: SidecarEnding, text: string, fileName: string): FileClaim | null {
  const json = parse(text);
  if (json === null) return null;
  const claim = { source: 'sidecar', sha256: null, autoV3: null, modelId: null, versionId: null } as const;
  const found = readAs(ending, json, fileName);
  if (found === null) return null;
  const whole: FileClaim = { ...claim, modelName: null, ...found };
  return leadsSomewhere(whole) ? whole : null;
}

function readAs(ending: SidecarEnding, json: unknown, fileName: string): Partial<FileClaim> | null {
  switch (ending) {
    case '.civitai.info': {
      const read = version.safeParse(json).data;
      if (read === undefined) return null;
      const files = read.files.flatMap((file) => file ?? []);
      const own = files.find((file) => file.name === fileName) ?? (files.length === 1 ? files[0] : undefined);
      return {
        versionId: read.id,
        modelId: read.modelId,
        modelName: read.model?.name ?? null,
        sha256: own?.hashes?.SHA256 ?? null,
      };
    }
    case '.cm-info.json': {
      const read = connected.safeParse(json).data;
      if (read === undefined) return null;
      return {
        versionId: read.VersionId,
        modelId: read.ModelId,
        modelName: read.ModelName,
        sha256: read.Hashes?.SHA256 ?? null,
      };
    }
    case '.metadata.json': {
      const read = loraManager.safeParse(json).data;
      if (read === undefined) return null;
      return {
        versionId: read.civitai?.id ?? null,
        modelId: read.civitai?.modelId ?? null,
        modelName: read.civitai?.model?.name ?? read.model_name,
        sha256: read.sha256,
        autoV3: read.autov3,
      };
    }
    case '.swarm.json': {
      const read = swarm.safeParse(json).data;
      return read === undefined
        ? null
        : { autoV3: read['modelspec.hash_sha256'], modelName: read['modelspec.title'] };
    }
    case '.json': {
      const read = webui.safeParse(json).data;
      return read === undefined
        ? null
        : { sha256: read.sha256, modelId: read.modelId, versionId: read.modelVersionId };
    }
  }
}

/** What a safetensors file says of its own weights, from the JSON of its header. Both hashes are long AutoV3s. */
export function readHeaderClaim(text: string): FileClaim | null {
  const json = parse(text);
  const metadata = typeof json === 'object' && json !== null ? Reflect.get(json, '__metadata__') : null;
  const read = header.safeParse(metadata).data;
  if (read === undefined) return null;
  const hash = read.sshs_model_hash ?? read['modelspec.hash_sha256'];
  if (hash === null) return null;
  const modelName = read['modelspec.title'];
  return { source: 'header', sha256: null, autoV3: hash, modelId: null, versionId: null, modelName };
}

function leadsSomewhere({ sha256: whole, autoV3: weights, versionId }: FileClaim): boolean {
  return whole !== null || weights !== null || versionId !== null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null;
  }
}
