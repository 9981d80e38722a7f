import { useQuery } from '@tanstack/react-query';
import { FolderSearch } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundProgram } from '../../../shared/entry/entry';
import type { RootView } from '../../../shared/placement';
import { ask } from '../../ipc/api';
import { useFoldersStore } from '../../stores/folders';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { pickRoot } from '../folders/actions';
import { PROGRAM_ICONS } from '../folders/program-icons';
import { RootProblem } from '../folders/root-problem';
import { takePrograms } from './actions';

const NONE: readonly never[] = [];

/** The folders of generators: those that were found, and any other by the system's dialog. */
export function FoldersStep({ onChosen }: { readonly onChosen: (isChosen: boolean) => void }) {
  const { t } = useTranslation('entry');
  const folders = useFoldersStore((store) => store.folders);
  const roots = folders?.kind === 'chosen' ? folders.roots : NONE;
  const { data: found } = useQuery({
    queryKey: ['entry.findPrograms'],
    queryFn: () => ask('entry.findPrograms'),
    staleTime: 0,
  });
  const isChosen = roots.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a change is told.
  useEffect(() => onChosen(isChosen), [isChosen]);
  const known = new Set(roots.map(({ id }) => id));
  const left = found?.filter(({ id }) => !known.has(id)) ?? NONE;
  return (
    <>
      {isChosen && <Chosen roots={roots} />}
      <div role="status">
        {found === undefined && <p className="dim">{t('welcome.folders.looking')}</p>}
        {found !== undefined && left.length === 0 && !isChosen && <p>{t('welcome.folders.none')}</p>}
      </div>
      {left.length > 0 && (
        <FoundPrograms key={left.map(({ id }) => id).join(' ')} found={left} isFirst={!isChosen} />
      )}
      <RootProblem />
      <Button
        variant={isChosen || left.length > 0 || found === undefined ? 'secondary' : 'primary'}
        icon={FolderSearch}
        onPress={() => void pickRoot(null)}
        className="welcome-choose"
      >
        {t('welcome.folders.choose')}
      </Button>
    </>
  );
}

function Chosen({ roots }: { readonly roots: readonly RootView[] }) {
  const { t } = useTranslation(['entry', 'folders']);
  return (
    <section aria-label={t('welcome.folders.chosen')} className="welcome-list">
      <h2 className="welcome-list-title dim">{t('welcome.folders.chosen')}</h2>
      <ul>
        {roots.map(({ id, layout, path }) => {
          const Icon = PROGRAM_ICONS[layout];
          return (
            <li key={id} className="welcome-program">
              <Icon aria-hidden size={16} strokeWidth={1.5} />
              {t(`folders:layouts.${layout}`)}
              <span className="mono dim welcome-path">{path}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface FoundProgramsProps {
  readonly found: readonly FoundProgram[];
  /** Nothing is chosen yet, so that this is what to do. */
  readonly isFirst: boolean;
}

function FoundPrograms({ found, isFirst }: FoundProgramsProps) {
  const { t } = useTranslation(['entry', 'folders']);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = found.filter(({ id }) => !left.has(id)).map(({ id }) => id);
  const tick = (id: string, isOn: boolean) =>
    setLeft((before) => new Set(isOn ? [...before].filter((each) => each !== id) : [...before, id]));
  return (
    <section aria-label={t('welcome.folders.found', { count: found.length })} className="welcome-list">
      <h2 className="welcome-list-title dim">{t('welcome.folders.found', { count: found.length })}</h2>
      <ul>
        {found.map(({ id, layout, path }) => (
          <li key={id} className="welcome-program">
            <Checkbox isSelected={!left.has(id)} onChange={(isOn) => tick(id, isOn)}>
              {t(`folders:layouts.${layout}`)} <span className="mono dim welcome-path">{path}</span>
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button
        variant={isFirst ? 'primary' : 'secondary'}
        isDisabled={chosen.length === 0}
        onPress={() => void takePrograms(chosen)}
      >
        {t('welcome.folders.use', { count: Math.max(1, chosen.length) })}
      </Button>
    </section>
  );
}
