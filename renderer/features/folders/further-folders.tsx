import { useTranslation } from 'react-i18next';
import type { RootView } from '../../../shared/placement';
import { Badge } from '../../ui/badge';
import { StateMark } from '../../ui/state-mark';

/** What the program was told of in `extra_model_paths.yaml`, or why that is of no use. */
export function FurtherFolders({ root: { further, problem } }: { readonly root: RootView }) {
  const { t } = useTranslation('folders');
  if (problem !== null) {
    return (
      <div className="folders-program-note">
        <StateMark tone="attention">{t('further.unused')}</StateMark>
        <span className="dim" title={problem.path}>
          {problem.at === ''
            ? t(`further.problems.${problem.kind}`)
            : t('further.wrongAt', { at: problem.at })}
        </span>
      </div>
    );
  }
  if (further.length === 0) return null;
  return (
    <details className="folders-further">
      <summary>{t('further.title', { count: further.length })}</summary>
      <ul aria-label={t('further.label')}>
        {further.map(({ kind, path, isDefault, exists }) => (
          <li key={`${kind} ${path}`} className="folders-further-line">
            <span className="folders-further-kind">{t(`kinds.${kind}`)}</span>
            <bdi className="ellipsis selectable" title={path}>
              {path}
            </bdi>
            {isDefault && <Badge title={t('further.defaultLong')}>{t('further.default')}</Badge>}
            {!exists && (
              <StateMark tone="attention" isQuiet>
                {t('table.ownMissing')}
              </StateMark>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
