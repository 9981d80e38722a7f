import type { TFunction } from 'i18next';
import { ChevronDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryStatus, WatchView } from '../../../shared/library/library';
import { describeFailure } from '../../locales/describe-failure';
import { Button } from '../../ui/button';
import { PopoverButton } from '../../ui/popover-button';
import { StateMark } from '../../ui/state-mark';

/** What is not as it should be: places that could not be read, a service that does not answer, an index lost. */
export function LibraryNotes({ status }: { readonly status: LibraryStatus }) {
  const { t } = useTranslation('library');
  const { problems, problemCount, trouble, watching, keeping } = status;
  const watchNote = noteOf(watching, t);
  const isWell = problemCount === 0 && trouble === null && watchNote === null;
  if (isWell && keeping.kind === 'kept') return null;
  return (
    <ul className="library-notes">
      {keeping.kind !== 'kept' && (
        <li>
          <StateMark tone="attention">
            {keeping.kind === 'memory' ? t('notes.memory') : t('notes.putAside', { name: keeping.fileName })}
          </StateMark>
        </li>
      )}
      {trouble !== null && (
        <li>
          <StateMark tone="attention">
            {t('notes.trouble', { cause: describeFailure(trouble).title })}
          </StateMark>
        </li>
      )}
      {watchNote !== null && (
        <li>
          <StateMark tone="attention" title={watchNote.title}>
            {watchNote.text}
          </StateMark>
        </li>
      )}
      {problemCount > 0 && (
        <li className="library-note-problems">
          <StateMark tone="attention">{t('notes.problems', { count: problemCount })}</StateMark>
          <PopoverButton
            label={t('notes.problemsLabel')}
            placement="bottom start"
            trigger={
              <Button size="small" variant="quiet" icon={ChevronDown}>
                {t('notes.show')}
              </Button>
            }
          >
            <ul className="library-problems">
              {problems.map(({ path, cause }) => {
                const { title, reason, next } = describeFailure(cause);
                return (
                  <li key={path}>
                    <bdi dir="ltr" className="library-problem-path selectable">
                      {path}
                    </bdi>
                    <span>{title}</span>
                    <span className="dim">{`${reason} ${next}`}</span>
                  </li>
                );
              })}
            </ul>
          </PopoverButton>
        </li>
      )}
    </ul>
  );
}

function noteOf(
  watching: WatchView,
  t: TFunction<'library'>,
): { readonly text: string; readonly title?: string } | null {
  if (watching.kind === 'on') {
    if (watching.trouble === null) return null;
    const { title, reason, next } = describeFailure(watching.trouble);
    return { text: t('notes.watch', { title, next }), title: reason };
  }
  if (watching.cause === null) return null;
  const { reason, next } = describeFailure(watching.cause);
  return { text: t(watching.isTriedAgain ? 'notes.notWatchedNow' : 'notes.notWatched', { reason, next }) };
}
