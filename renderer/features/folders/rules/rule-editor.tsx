import { Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FOLDER_KINDS, type RootView } from '../../../../shared/placement';
import { type PlacementRule, RULE_LIMITS } from '../../../../shared/placement-rules';
import { leaveRule, type RuleDraft, writeRule } from '../../../stores/rule-draft';
import { Button } from '../../../ui/button';
import { Select } from '../../../ui/select';
import { TextField } from '../../../ui/text-field';
import { saveDraft } from './actions';
import { ConditionRow } from './condition-row';
import { isWhole } from './rule-changes';
import { RulePreviewList } from './rule-preview';
import { usualName } from './rule-words';

const USUAL = 'usual';

interface RuleEditorProps {
  readonly draft: RuleDraft;
  readonly roots: readonly RootView[];
}

export function RuleEditor({ draft, roots }: RuleEditorProps) {
  const { t } = useTranslation('folders');
  const { rule } = draft;
  const form = useRef<HTMLFormElement>(null);
  const set = (change: Partial<PlacementRule>) => writeRule({ ...rule, ...change });
  useEffect(() => {
    // Whoever comes from another screen sees what has been begun for them.
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector<HTMLElement>('button, input')?.focus();
  }, []);
  const { conditions, kind, rootId } = rule;
  return (
    <form
      ref={form}
      aria-label={draft.original === null ? t('rules.newTitle') : t('rules.editTitle', { name: rule.name })}
      className="rules-editor"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(rule)) void saveDraft(draft, roots);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) leaveRule();
      }}
    >
      <ul className="rules-conditions" aria-label={t('rules.conditions')}>
        {conditions.map((condition, at) => (
          <ConditionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a condition is nothing but its place in the list.
            key={at}
            condition={condition}
            number={at + 1}
            isOnly={conditions.length === 1}
            onChange={(next) => set({ conditions: conditions.with(at, next) })}
            onRemove={() => set({ conditions: conditions.toSpliced(at, 1) })}
          />
        ))}
      </ul>
      <Button
        size="small"
        variant="quiet"
        icon={Plus}
        className="rules-more"
        isDisabled={conditions.length >= RULE_LIMITS.conditions}
        onPress={() => set({ conditions: [...conditions, { field: 'name', text: '' }] })}
      >
        {t('rules.addCondition')}
      </Button>
      <div className="rules-targets">
        <Select
          label={t('rules.kind')}
          value={kind ?? USUAL}
          options={[
            { id: USUAL, label: t('rules.usualKind') },
            ...FOLDER_KINDS.map((id) => ({ id, label: t(`kinds.${id}`) })),
          ]}
          onChange={(id) => set({ kind: FOLDER_KINDS.find((each) => each === id) ?? null })}
        />
        {(roots.length > 1 || rootId !== null) && (
          <Select
            label={t('rules.program')}
            value={rootId ?? USUAL}
            options={[
              { id: USUAL, label: t('rules.usualProgram') },
              ...roots.map(({ id, layout, path }) => ({
                id,
                label: t(`layouts.${layout}`),
                description: path,
              })),
              ...(rootId === null || roots.some(({ id }) => id === rootId)
                ? []
                : [{ id: rootId, label: t('rules.goneProgram') }]),
            ]}
            onChange={(id) => set({ rootId: id === USUAL ? null : id })}
          />
        )}
        <TextField
          label={t('rules.name')}
          value={rule.name}
          maxLength={RULE_LIMITS.name}
          placeholder={isWhole(rule) ? usualName(t, rule, roots) : t('rules.nameExample')}
          onChange={(name) => set({ name })}
          className="rules-name-field"
        />
      </div>
      {isWhole(rule) ? (
        <RulePreviewList draft={draft} />
      ) : (
        <p className="rules-hint dim">{t('rules.incomplete')}</p>
      )}
      <div className="rules-actions">
        <Button type="submit" variant="primary" isDisabled={!isWhole(rule)}>
          {t('rules.save')}
        </Button>
        <Button variant="quiet" onPress={leaveRule}>
          {t('rules.cancel')}
        </Button>
      </div>
    </form>
  );
}
