import { SlidersHorizontal } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { COMMERCIAL_USES, type SearchFilters } from '../../../shared/civitai/search';
import { useAccountStore } from '../../stores/account';
import { changeSearch, useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { formatBytes } from '../../ui/format';
import { PopoverButton } from '../../ui/popover-button';
import { Select } from '../../ui/select';
import { FLAG_NAMES, type FlagName } from './filter-words';
import './more-filters.css';

/** Below which size people look for, in bytes: a LoRA, a small checkpoint, SDXL, what 12, 16 and 24 GB can hold. */
const SIZES = [0.25, 0.5, 1, 2, 4, 7, 12, 16, 24].map((gigabytes) => gigabytes * 1e9);
const ANY_SIZE = 'any';

/** How many of the filters in the panel narrow the list. */
function countChosen(filters: SearchFilters): number {
  return (
    FLAG_NAMES.filter((name) => filters[name]).length +
    filters.commercialUse.length +
    (filters.largestBytes === null ? 0 : 1)
  );
}

/** All filters that are not needed every time, in groups behind one button. */
export function MoreFilters() {
  const { t } = useTranslation('discover');
  const count = useViewStore((state) => countChosen(state.search));
  return (
    <PopoverButton
      label={t('more.label')}
      placement="bottom start"
      trigger={
        <Button size="small" icon={SlidersHorizontal}>
          {t('more.button')}
          {count > 0 && <span className="ui-multi-count more-filters-count tabular">{count}</span>}
        </Button>
      }
    >
      <div className="more-filters">
        <FileFilters />
        <ShownFilters />
        <LicenceFilters />
      </div>
    </PopoverButton>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <fieldset className="more-filters-group">
      <legend>{title}</legend>
      {children}
    </fieldset>
  );
}

interface FlagProps {
  readonly name: FlagName;
  readonly description?: string;
  readonly isDisabled?: boolean;
}

function Flag({ name, description, isDisabled = false }: FlagProps) {
  const { t } = useTranslation('discover');
  const isSelected = useViewStore((state) => state.search[name]);
  return (
    <Checkbox
      isSelected={isSelected}
      isDisabled={isDisabled}
      onChange={(isOn) => changeSearch({ [name]: isOn })}
      {...(description === undefined ? {} : { description })}
    >
      {t(`more.flags.${name}`)}
    </Checkbox>
  );
}

function FileFilters() {
  const { t } = useTranslation('discover');
  const largest = useViewStore((state) => state.search.largestBytes);
  // A size from a link or an older Civet stays in the list.
  const sizes =
    largest === null || SIZES.includes(largest) ? SIZES : [...SIZES, largest].sort((a, b) => a - b);
  return (
    <Group title={t('more.groups.files')}>
      <Select
        size="small"
        label={t('more.largest')}
        options={[
          { id: ANY_SIZE, label: t('more.anySize') },
          ...sizes.map((bytes) => ({
            id: String(bytes),
            label: t('more.upTo', { size: formatBytes(bytes) }),
          })),
        ]}
        value={largest === null ? ANY_SIZE : String(largest)}
        onChange={(id) => changeSearch({ largestBytes: id === ANY_SIZE ? null : Number(id) })}
      />
      <Flag name="safeTensorOnly" />
      <Flag name="primaryFileOnly" />
    </Group>
  );
}

function ShownFilters() {
  const { t } = useTranslation('discover');
  const isSignedOut = useAccountStore((state) => state.account?.kind === 'signedOut');
  const ofAccount = isSignedOut ? { isDisabled: true, description: t('more.needsToken') } : {};
  return (
    <Group title={t('more.groups.models')}>
      <Flag name="hidesInstalled" />
      <Flag name="hidesEarlyAccess" />
      <Flag name="supportsGeneration" />
      <Flag name="onlyFavorites" {...ofAccount} />
      <Flag name="onlyHidden" {...ofAccount} />
    </Group>
  );
}

function LicenceFilters() {
  const { t } = useTranslation('discover');
  const chosen = useViewStore((state) => state.search.commercialUse);
  return (
    <Group title={t('more.groups.licence')}>
      {COMMERCIAL_USES.map((use) => (
        <Checkbox
          key={use}
          isSelected={chosen.includes(use)}
          onChange={(isOn) =>
            changeSearch({
              commercialUse: COMMERCIAL_USES.filter((other) =>
                other === use ? isOn : chosen.includes(other),
              ),
            })
          }
        >
          {t(`more.uses.${use}`)}
        </Checkbox>
      ))}
      <Flag name="needsNoCredit" />
      <Flag name="allowsDerivatives" />
      <Flag name="allowsOtherLicence" />
    </Group>
  );
}
