import i18next from 'i18next';
import type { RootView } from '../../../../shared/placement';
import type { PlacementRule } from '../../../../shared/placement-rules';
import { endRule, type RuleDraft } from '../../../stores/rule-draft';
import { useSettingsStore } from '../../../stores/settings';
import { showToast } from '../../../ui/toast';
import { updateSettings } from '../../settings/actions';
import { withDraft } from './rule-changes';
import { usualName } from './rule-words';

export function currentRules(): readonly PlacementRule[] {
  return useSettingsStore.getState().settings?.placementRules ?? [];
}

export async function saveRules(rules: readonly PlacementRule[]): Promise<void> {
  await updateSettings({ placementRules: rules.map(copied) });
}

/** Keeps what was written, under the name that was given or one of its own. */
export async function saveDraft(draft: RuleDraft, roots: readonly RootView[]): Promise<void> {
  const { rule } = draft;
  const t = i18next.getFixedT(null, 'folders');
  const name = rule.name.trim() === '' ? usualName(t, rule, roots) : rule.name.trim();
  const rules = withDraft(currentRules(), { ...draft, rule: { ...rule, name } });
  // First: once the rule is kept in its new words, the draft would not find the old ones any more.
  endRule();
  await saveRules(rules);
}

export async function removeRule(at: number): Promise<void> {
  const before = currentRules();
  const rule = before[at];
  if (rule === undefined) return;
  await saveRules(before.toSpliced(at, 1));
  showToast({
    text: i18next.t('rules.removed', { ns: 'folders', name: rule.name }),
    action: {
      label: i18next.t('toasts.undo', { ns: 'folders' }),
      onPress: () => void saveRules(currentRules().toSpliced(at, 0, rule)),
    },
  });
}

/** As the settings take it, which hold lists that may be changed. */
function copied({ conditions, ...rule }: PlacementRule) {
  return { ...rule, conditions: [...conditions] };
}
