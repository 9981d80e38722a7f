import { KeyRound, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { canBeIncluded, type PlanItem } from '../../../shared/bulk/plan';
import { usePlanStore } from '../../stores/plan';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { SearchField } from '../../ui/search-field';
import { TextButton } from '../../ui/text-button';
import { include, remove } from './actions';
import { placeEntries } from './list/item-menu';
import { canBeTickedWithOthers } from './plan-entries';
import { clearSelection, searchPlan, usePlanView } from './plan-view';

interface PlanToolsProps {
  /** Of the items that are shown. */
  readonly ids: readonly string[];
  readonly loginCount: number;
}

/** Stands above the list: one tick for all that is shown, and what can be done with what is selected. */
export function PlanTools({ ids, loginCount }: PlanToolsProps) {
  const { t } = useTranslation('plan');
  const byId = usePlanStore((store) => store.byId);
  const tickable = ids.flatMap((id) => byId.get(id) ?? []).filter(canBeTickedWithOthers);
  const tickedCount = tickable.filter(({ isIncluded }) => isIncluded).length;
  const isAll = tickable.length > 0 && tickedCount === tickable.length;
  return (
    <div className="plan-tools">
      <Checkbox
        isSelected={isAll}
        isIndeterminate={tickedCount > 0 && !isAll}
        isDisabled={tickable.length === 0}
        onChange={() => include(tickable, !isAll)}
      >
        {t('tools.includeShown')}
      </Checkbox>
      <PlanSearch />
      <LoginNote count={loginCount} />
      <SelectionTools ids={ids} byId={byId} />
    </div>
  );
}

function PlanSearch() {
  const { t } = useTranslation('plan');
  const text = usePlanView((view) => view.text);
  return (
    <SearchField
      label={t('search.label')}
      clearLabel={t('search.clear')}
      placeholder={t('search.placeholder')}
      value={text}
      onChange={searchPlan}
      className="plan-search"
    />
  );
}

/** Says once for all of them what has to be done before they can be had. */
function LoginNote({ count }: { readonly count: number }) {
  const { t } = useTranslation('plan');
  const isSignedIn = usePlanStore((store) => store.head.isSignedIn);
  const isSelecting = usePlanView((view) => view.selectedIds.size > 1);
  if (count === 0 || isSignedIn || isSelecting) return null;
  return (
    <p className="plan-note">
      <KeyRound aria-hidden size={14} className="plan-note-icon" />
      <span>{t('notes.login', { count })}</span>
      <TextButton onPress={() => navigate({ screen: 'account' })}>{t('notes.signIn')}</TextButton>
    </p>
  );
}

interface SelectionToolsProps {
  readonly ids: readonly string[];
  readonly byId: ReadonlyMap<string, PlanItem>;
}

function SelectionTools({ ids, byId }: SelectionToolsProps) {
  const { t } = useTranslation('plan');
  const selectedIds = usePlanView((view) => view.selectedIds);
  const items = ids.filter((id) => selectedIds.has(id)).flatMap((id) => byId.get(id) ?? []);
  const tickable = items.filter(canBeIncluded);
  // The region stays, so that the number is spoken.
  return (
    <div className="plan-selection">
      <span role="status" className="tabular">
        {items.length > 1 && t('tools.selected', { count: items.length })}
      </span>
      {items.length > 1 && (
        <>
          <Button
            size="small"
            isDisabled={tickable.every(({ isIncluded }) => isIncluded)}
            onPress={() => include(tickable, true)}
          >
            {t('tools.include')}
          </Button>
          <Button
            size="small"
            isDisabled={!tickable.some(({ isIncluded }) => isIncluded)}
            onPress={() => include(tickable, false)}
          >
            {t('tools.leaveOut')}
          </Button>
          <MenuButton
            label={t('tools.putInto')}
            trigger={<Button size="small">{t('tools.putInto')}</Button>}
            entries={placeEntries(t, items)}
          />
          <Button size="small" onPress={() => remove(items.map(({ id }) => id))}>
            {t('tools.remove')}
          </Button>
          <IconButton
            size="small"
            icon={X}
            label={t('tools.clearSelection')}
            hint="Esc"
            onPress={clearSelection}
          />
        </>
      )}
    </div>
  );
}
