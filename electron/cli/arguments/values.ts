import { LAYOUTS, type Layout } from '../../../shared/placement';
import type { FilePreference } from '../../../shared/settings/schema';

/** How flags that hold more than a name are read. Null for what cannot be read. */

const FACTORS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  m: 1e6,
  g: 1e9,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
};

/** "20M", "2.5MB/s", "512KiB": bytes a second. */
export function parseRate(text: string): number | null {
  const parts = /^(\d+(?:\.\d+)?)\s*([kmg]i?)?b?(?:\/s|ps)?$/i.exec(text.trim());
  const factor = FACTORS[(parts?.[2] ?? '').toLowerCase()];
  if (parts === null || factor === undefined) return null;
  return Math.round(Number(parts[1]) * factor);
}

export function parseWhole(text: string, least: number, most: number): number | null {
  if (!/^\d{1,10}$/.test(text)) return null;
  const value = Number(text);
  return value >= least && value <= most ? value : null;
}

type Wish = {
  readonly [Part in keyof FilePreference]: readonly [Part, FilePreference[Part]];
}[keyof FilePreference];

const WISHES: Readonly<Record<string, Wish>> = {
  safetensors: ['format', 'SafeTensor'],
  safetensor: ['format', 'SafeTensor'],
  pickle: ['format', 'PickleTensor'],
  pickletensor: ['format', 'PickleTensor'],
  ckpt: ['format', 'PickleTensor'],
  gguf: ['format', 'GGUF'],
  fp16: ['precision', 'fp16'],
  bf16: ['precision', 'bf16'],
  fp32: ['precision', 'fp32'],
  fp8: ['precision', 'fp8'],
  pruned: ['sizeClass', 'pruned'],
  full: ['sizeClass', 'full'],
};

export const WISH_WORDS = [...Object.keys(WISHES), 'any'];

export type ParsedWishes =
  | { readonly ok: true; readonly preference: FilePreference }
  | { readonly ok: false; readonly unknown: string }
  /** Two words about the same thing, such as fp16 and fp32. */
  | { readonly ok: false; readonly twice: string };

/** What is not mentioned stays as in `usual`; "any" makes everything that is not mentioned indifferent. */
export function parseWishes(words: readonly string[], usual: FilePreference): ParsedWishes {
  const lower = words.map((word) => word.trim().toLowerCase()).filter((word) => word !== '');
  const isIndifferent = lower.includes('any');
  const found = new Map<keyof FilePreference, string>();
  let preference: FilePreference = isIndifferent
    ? { format: 'any', precision: 'any', sizeClass: 'any' }
    : usual;
  for (const word of lower.filter((entry) => entry !== 'any')) {
    const wish = Object.hasOwn(WISHES, word) ? WISHES[word] : undefined;
    if (wish === undefined) return { ok: false, unknown: word };
    const [part, value] = wish;
    if ((found.get(part) ?? value) !== value) return { ok: false, twice: word };
    found.set(part, value);
    preference = { ...preference, [part]: value };
  }
  return { ok: true, preference };
}

export const PROFILE_NAMES: readonly string[] = LAYOUTS;

export function parseProfile(text: string): Layout | null {
  const name = text.toLowerCase();
  return LAYOUTS.find((layout) => layout === name) ?? null;
}
