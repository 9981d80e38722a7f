import i18next from 'i18next';
import type { resources } from './words';

type KnownType = keyof (typeof resources)['en']['common']['modelTypes'];

/** Civitai's own word for a type of model; a type that is new to us is shown as it came. */
export function modelTypeWord(type: string): string {
  const key = `modelTypes.${type}`;
  // `exists` has just said that this is one of the known types.
  return i18next.exists(key) ? i18next.t(`modelTypes.${type as KnownType}`) : type;
}
