import type { PlacementRule } from '../../../../shared/placement-rules';
import type { RuleDraft } from '../../../stores/rule-draft';

type Rules = readonly PlacementRule[];

export const EMPTY_RULE: PlacementRule = {
  name: '',
  isOn: true,
  conditions: [{ field: 'baseModel', text: '' }],
  kind: null,
  rootId: null,
};

/** One place up or down; the same rules where there is no such place. */
export function movedRule(rules: Rules, at: number, by: -1 | 1): Rules {
  const rule = rules[at];
  const to = at + by;
  if (rule === undefined || to < 0 || to >= rules.length) return rules;
  return rules.toSpliced(at, 1).toSpliced(to, 0, rule);
}

/**
 * Where the rule that is being changed stands by now: a rule has no name of its own, so it is known by what it says.
 *
 * @returns null for a new one, and for one that is not there any more
 */
export function placeOf({ original }: Pick<RuleDraft, 'original'>, rules: Rules): number | null {
  if (original === null) return null;
  const isIt = (rule: PlacementRule | undefined) => rule !== undefined && isSameRule(rule, original.rule);
  // Of rules that say the same it is the one that was pressed.
  const at = isIt(rules[original.at]) ? original.at : rules.findIndex(isIt);
  return at < 0 ? null : at;
}

/** The rules as they would be with what is being written; no other rule is ever written over. */
export function withDraft(rules: Rules, draft: RuleDraft): Rules {
  const at = placeOf(draft, rules);
  return at === null ? [...rules, draft.rule] : rules.with(at, draft.rule);
}

function isSameRule(a: PlacementRule, b: PlacementRule): boolean {
  return (
    a.name === b.name &&
    a.isOn === b.isOn &&
    a.kind === b.kind &&
    a.rootId === b.rootId &&
    a.conditions.length === b.conditions.length &&
    a.conditions.every(({ field, text }, at) => {
      const other = b.conditions[at];
      return field === other?.field && text === other.text;
    })
  );
}

/** Whether it says what it looks at, and where to. */
export function isWhole({ conditions, kind, rootId }: PlacementRule): boolean {
  const isSaid = conditions.length > 0 && conditions.every(({ text }) => text.trim() !== '');
  return isSaid && (kind !== null || rootId !== null);
}
