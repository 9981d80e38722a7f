import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { RootView } from '../../../../shared/placement';
import { type PlacementRule, RULE_LIMITS } from '../../../../shared/placement-rules';
import { openRule, useRuleDraft } from '../../../stores/rule-draft';
import { useSettingsStore } from '../../../stores/settings';
import { Button } from '../../../ui/button';
import { Section } from '../../../ui/section';
import { useLostFocus } from '../../../ui/use-lost-focus';
import { saveRules } from './actions';
import { LeaveRuleQuestion } from './leave-rule-question';
import { EMPTY_RULE, movedRule, placeOf } from './rule-changes';
import { RuleEditor } from './rule-editor';
import { RuleRow } from './rule-row';
import './rules.css';

const NO_RULES: readonly PlacementRule[] = [];

/** Where files go that meet something, instead of where their own kind does. */
export function RulesSection({ roots }: { readonly roots: readonly RootView[] }) {
  const { t } = useTranslation('folders');
  const rules = useSettingsStore((store) => store.settings?.placementRules ?? NO_RULES);
  const draft = useRuleDraft((store) => store.draft);
  const draftAt = draft === null ? null : placeOf(draft, rules);
  const list = useLostFocus<HTMLDivElement>(`${rules.length} ${draft === null}`);
  const move = async (at: number, by: -1 | 1) => {
    await saveRules(movedRule(rules, at, by));
    // The rule is moved on by the same key until it is where it should be.
    requestAnimationFrame(() => {
      const row = list.current?.querySelector(`[data-rule="${at + by}"]`);
      const same = row?.querySelector<HTMLElement>(`[data-move="${by}"]:not([disabled])`);
      (same ?? row?.querySelector<HTMLElement>('[data-move]:not([disabled])'))?.focus();
    });
  };
  return (
    <Section title={t('rules.title')} description={t('rules.text')} className="folders-rules">
      <div ref={list} tabIndex={-1} className="rules">
        {rules.length === 0 && draft === null && <p className="rules-empty dim">{t('rules.empty')}</p>}
        {rules.length > 0 && (
          <ol aria-label={t('rules.title')} className="rules-list">
            {rules.map((rule, at) =>
              draft !== null && draftAt === at ? (
                <li key="draft">
                  <RuleEditor draft={draft} roots={roots} />
                </li>
              ) : (
                <RuleRow
                  // biome-ignore lint/suspicious/noArrayIndexKey: a rule is nothing but its place in the list.
                  key={at}
                  rule={rule}
                  at={at}
                  count={rules.length}
                  roots={roots}
                  onMove={(by) => void move(at, by)}
                />
              ),
            )}
          </ol>
        )}
        {draft !== null && draftAt === null && <RuleEditor draft={draft} roots={roots} />}
        {draft === null && (
          <Button
            icon={Plus}
            className="rules-add"
            isDisabled={rules.length >= RULE_LIMITS.rules}
            onPress={() => openRule({ original: null, rule: EMPTY_RULE })}
          >
            {t('rules.add')}
          </Button>
        )}
      </div>
      <LeaveRuleQuestion />
    </Section>
  );
}
