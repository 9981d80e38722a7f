import { FolderInput, FolderSearch } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { describeFailure } from '../../locales/describe-failure';
import { useOperationsStore } from '../../stores/operations';
import { useTidyStore } from '../../stores/tidy';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { PageHeader } from '../../ui/page-header';
import { ProgressBar } from '../../ui/progress-bar';
import { Segmented } from '../../ui/segmented';
import { useLostFocus } from '../../ui/use-lost-focus';
import { LibrarySections } from '../library/library-sections';
import { lookForMisplaced, tidyFiles } from './actions';
import { MisnamedGroup } from './misnamed-group';
import { MisplacedList } from './misplaced-list';
import { TidyEmpty } from './tidy-empty';
import { TidyNotes } from './tidy-notes';
import { planOf } from './tidy-plan';
import './tidy.css';

const NONE: ReadonlySet<number> = new Set();

/** Files that lie in a wrong folder, and what would be done with them. */
export function TidyPage() {
  const { t } = useTranslation('tidy');
  const { stage, files, misnamed, lookedCount, totalCount } = useTidyStore();
  const isMoving = useOperationsStore((store) => store.view?.progress != null);
  const [unticked, setUnticked] = useState(NONE);
  const [group, setGroup] = useState<'misplaced' | 'misnamed'>('misplaced');
  const [usesTemplate, setUsesTemplate] = useState(false);
  const plan = useMemo(() => planOf(files, unticked, usesTemplate), [files, unticked, usesTemplate]);
  // The button that was pressed may be gone with what it moved.
  const ref = useLostFocus<HTMLDivElement>(`${stage} ${files.length} ${misnamed.length}`);
  const hasFiles = files.length > 0;
  const { movableCount } = plan;
  const tickAll = (isTicked: boolean) => setUnticked(isTicked ? NONE : new Set(files.map(({ id }) => id)));
  return (
    <div ref={ref} tabIndex={-1} className="tidy-page">
      <LibrarySections />
      <PageHeader
        title={t('title')}
        subtitle={hasFiles && <p className="dim tabular">{t('subtitle', { count: files.length })}</p>}
      >
        {(hasFiles || stage === 'done') && (
          <Button
            size="small"
            icon={FolderSearch}
            isDisabled={stage === 'looking'}
            onPress={() => void lookForMisplaced()}
          >
            {t('lookAgain')}
          </Button>
        )}
      </PageHeader>
      {stage === 'looking' && (
        <div className="tidy-looking" role="status">
          <span className="dim tabular">{t('looking', { done: lookedCount, total: totalCount })}</span>
          <ProgressBar
            label={t('lookingLabel')}
            value={totalCount === 0 ? null : lookedCount / totalCount}
            size="thin"
          />
        </div>
      )}
      {stage === 'done' && <Trouble />}
      {misnamed.length > 0 && (
        <div className="tidy-groups">
          <Segmented
            label={t('groups.label')}
            options={[
              { id: 'misplaced', label: t('groups.misplaced', { count: files.length }) },
              { id: 'misnamed', label: t('groups.misnamed', { count: misnamed.length }) },
            ]}
            value={group}
            onChange={setGroup}
          />
        </div>
      )}
      {group === 'misnamed' && misnamed.length > 0 ? (
        <MisnamedGroup files={misnamed} isBusy={isMoving || stage === 'looking'} />
      ) : hasFiles ? (
        <>
          <div className="tidy-bar">
            <Checkbox
              isSelected={movableCount > 0 && plan.ids.length === movableCount}
              isIndeterminate={plan.ids.length > 0 && plan.ids.length < movableCount}
              isDisabled={movableCount === 0}
              onChange={tickAll}
            >
              {t('all')}
            </Checkbox>
            <Checkbox isSelected={usesTemplate} onChange={setUsesTemplate}>
              {t('template')}
            </Checkbox>
            <TidyNotes plan={plan} />
            <Button
              variant="primary"
              icon={FolderInput}
              isDisabled={plan.ids.length === 0 || isMoving || stage === 'looking'}
              onPress={() => void tidyFiles(plan.ids, usesTemplate)}
            >
              {t('move', { count: plan.ids.length })}
            </Button>
          </div>
          <MisplacedList
            files={files}
            unticked={unticked}
            usesTemplate={usesTemplate}
            onTick={(id, isTicked) => setUnticked(toggled(unticked, id, !isTicked))}
          />
        </>
      ) : (
        stage !== 'looking' && <TidyEmpty />
      )}
    </div>
  );
}

function Trouble() {
  const { t } = useTranslation('tidy');
  const { trouble, unknownCount, leftOutCount } = useTidyStore();
  const notes = [
    ...(trouble === null ? [] : [t('trouble', { cause: describeFailure(trouble).title })]),
    ...(unknownCount === 0 ? [] : [t('unknown', { count: unknownCount })]),
    ...(leftOutCount === 0 ? [] : [t('leftOut', { count: leftOutCount })]),
  ];
  return notes.length === 0 ? null : <p className="tidy-note dim">{notes.join(' ')}</p>;
}

function toggled(ids: ReadonlySet<number>, id: number, isIn: boolean): ReadonlySet<number> {
  const next = new Set(ids);
  if (isIn) next.add(id);
  else next.delete(id);
  return next;
}
