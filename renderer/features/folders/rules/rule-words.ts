import type { TFunction } from 'i18next';
import type { RootView } from '../../../../shared/placement';
import { type PlacementRule, RULE_LIMITS, type RuleCondition } from '../../../../shared/placement-rules';
import { modelTypeWord } from '../../../locales/model-type-word';

type Words = TFunction<'folders'>;

/** For example "the base model contains “Flux”". */
export function conditionWords(t: Words, { field, text }: RuleCondition): string {
  return t(`rules.holds.${field}`, { text: field === 'modelType' ? modelTypeWord(text) : text });
}

/** For example "Diffusion model, ComfyUI". */
export function targetWords(t: Words, { kind, rootId }: PlacementRule, roots: readonly RootView[]): string {
  const root = roots.find(({ id }) => id === rootId);
  const program = rootId === null ? null : root ? t(`layouts.${root.layout}`) : t('rules.goneProgram');
  return [kind === null ? null : t(`kinds.${kind}`), program].filter(Boolean).join(', ');
}

/** What a rule is called whose user gave it no name. */
export function usualName(t: Words, rule: PlacementRule, roots: readonly RootView[]): string {
  const what = rule.conditions.map(({ field, text }) => (field === 'modelType' ? modelTypeWord(text) : text));
  return `${what.join(' ')} → ${targetWords(t, rule, roots)}`.trim().slice(0, RULE_LIMITS.name);
}
