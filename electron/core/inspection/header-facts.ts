import { z } from 'zod';
import type { HeaderFact } from '../../../shared/inspection/inspection';
import { cleanLine } from '../civitai/clean-text';
import { familyOf } from './model-family';

const LONGEST_FACT = 300;
const MOST_WORDS = 12;

const text = z
  .string()
  .transform((untrusted) => cleanLine(untrusted).slice(0, LONGEST_FACT) || null)
  .nullable()
  .catch(null);

const metadata = z
  .object({
    'modelspec.title': text,
    'modelspec.author': text,
    'modelspec.architecture': text,
    'modelspec.date': text,
    'modelspec.trigger_phrase': text,
    ss_output_name: text,
    ss_base_model_version: text,
    ss_sd_model_name: text,
    ss_training_started_at: text,
    ss_network_module: text,
    ss_network_dim: text,
    ss_sd_scripts_commit_hash: text,
    ot_branch: text,
    ot_revision: text,
    software: z.string().nullable().catch(null),
    ss_tag_frequency: z.string().nullable().catch(null),
  })
  .partial();

const tensor = z.object({ dtype: z.string().max(20) });

/**
 * What a safetensors file says of itself: what its trainer wrote, how many tensors it has and in which precision.
 * Anybody may have written it.
 *
 * @param header the JSON in front of the weights
 * @see https://github.com/Stability-AI/ModelSpec and the keys of kohya's trainer, `ss_…`
 */
export function headerFacts(header: string): readonly HeaderFact[] {
  const json = parse(header);
  if (json === null) return [];
  const said = metadata.safeParse(json.__metadata__).data ?? {};
  const facts: Readonly<Record<HeaderFact['name'], string | null | undefined>> = {
    title: said['modelspec.title'] ?? said.ss_output_name,
    author: said['modelspec.author'],
    architecture: said['modelspec.architecture'],
    family: familyOf([said.ss_base_model_version, said['modelspec.architecture'], said.ss_sd_model_name]),
    trainer: trainerOf(said),
    rank: rankOf(said.ss_network_dim),
    baseModel: said.ss_base_model_version ?? said.ss_sd_model_name,
    triggerWords: said['modelspec.trigger_phrase'] ?? frequentTags(said.ss_tag_frequency ?? null),
    date: said['modelspec.date'] ?? dateOf(said.ss_training_started_at ?? null),
    ...tensorFacts(json),
  };
  return Object.entries(facts).flatMap(([name, value]) =>
    // The names are those of the record above.
    value ? [{ name: name as HeaderFact['name'], text: value }] : [],
  );
}

/** Each of them leaves keys of its own. */
function trainerOf(said: z.output<typeof metadata>): string | null {
  if (said.ot_branch || said.ot_revision) return 'OneTrainer';
  if (said.ss_sd_scripts_commit_hash || said.ss_network_module) return 'kohya sd-scripts';
  const software = parse(said.software ?? '');
  const name = typeof software?.name === 'string' ? cleanLine(software.name).slice(0, 60) : '';
  return name || null;
}

/** How many directions a LoRA may change; trainers write it as a text. */
function rankOf(said: string | null | undefined): string | null {
  return said != null && /^\d{1,5}$/.test(said) ? String(Number(said)) : null;
}

function tensorFacts(json: Record<string, unknown>): { tensors: string | null; precision: string | null } {
  const counts = new Map<string, number>();
  for (const [name, value] of Object.entries(json)) {
    if (name === '__metadata__') continue;
    const read = tensor.safeParse(value);
    if (read.success) counts.set(read.data.dtype, (counts.get(read.data.dtype) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const byCount = [...counts].sort((a, b) => b[1] - a[1]).map(([dtype]) => cleanLine(dtype));
  return {
    tensors: total === 0 ? null : String(total),
    precision: byCount.slice(0, 3).join(', ') || null,
  };
}

/** The tags that the pictures of the training had most often: what usually wakes a LoRA. */
function frequentTags(json: string | null): string | null {
  const folders = json === null ? null : parse(json);
  if (folders === null) return null;
  const counts = new Map<string, number>();
  for (const tags of Object.values(folders)) {
    if (typeof tags !== 'object' || tags === null) continue;
    for (const [tag, count] of Object.entries(tags)) {
      const name = cleanLine(tag);
      if (name !== '' && typeof count === 'number') counts.set(name, (counts.get(name) ?? 0) + count);
    }
  }
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, MOST_WORDS);
  return (
    most
      .map(([tag]) => tag)
      .join(', ')
      .slice(0, LONGEST_FACT) || null
  );
}

/** Kohya's trainer writes seconds since 1970. */
function dateOf(seconds: string | null): string | null {
  const value = Number(seconds);
  if (seconds === null || !Number.isFinite(value) || value <= 0 || value > 4e9) return null;
  return new Date(value * 1_000).toISOString().slice(0, 10);
}

function parse(json: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}
