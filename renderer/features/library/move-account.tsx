import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type MovePlan, STAY_REASONS, type StayingChoice } from '../../../shared/operations/operations';
import { describeFailure } from '../../locales/describe-failure';
import { flawWords } from '../../locales/flaw-words';
import './move-account.css';

/** Where chosen files move to, and every one that stays with its reason; each line unfolds to their names. */
export function MoveAccount({ plan }: { readonly plan: MovePlan }) {
  const { t } = useTranslation('library');
  const { chosenCount, fileCount, stayCounts, stays, targets } = plan;
  const reasons = STAY_REASONS.filter((why) => stayCounts[why] > 0);
  const stayCount = chosenCount - fileCount - stayCounts.right;
  return (
    <>
      <ul className="move-account" aria-label={t('choice.movesLabel')}>
        {targets.map(({ label, folderPath, fileCount: count, files }) => (
          <li key={folderPath} title={folderPath}>
            <Group words={t('choice.moves', { label, count })} count={count} files={files} />
          </li>
        ))}
      </ul>
      {chosenCount > fileCount && (
        <p>
          {t('choice.account', {
            chosen: chosenCount,
            moved: t('choice.accountMoved', { count: fileCount }),
            right: t('choice.accountRight', { count: stayCounts.right }),
            stay: t('choice.accountStay', { count: stayCount }),
          })}
        </p>
      )}
      {reasons.length > 0 && (
        <ul className="move-account" aria-label={t('choice.staysLabel')}>
          {reasons.map((why) => (
            <li key={why}>
              <Group
                words={t(`choice.stayed.${why}`, { count: stayCounts[why] })}
                count={stayCounts[why]}
                files={stays.filter((stay) => stay.why === why)}
                detailOf={detailOf}
              />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

interface GroupProps<T> {
  readonly words: string;
  readonly count: number;
  /** The first few; without any there is nothing to unfold. */
  readonly files: readonly T[];
  /** What the group does not say of one of them; null for nothing. */
  readonly detailOf?: (file: T) => string | null;
}

function Group<T extends Pick<StayingChoice, 'fileName' | 'folderPath'>>(props: GroupProps<T>): ReactNode {
  const { words, count, files, detailOf } = props;
  const { t } = useTranslation('library');
  if (files.length === 0) return words;
  const more = count - files.length;
  return (
    <details>
      <summary>{words}</summary>
      <ul className="move-account-files">
        {files.map((file) => (
          <li key={`${file.folderPath}/${file.fileName}`} title={`${file.folderPath}/${file.fileName}`}>
            <bdi dir="ltr" className="ellipsis">
              {file.fileName}
            </bdi>
            <span className="dim ellipsis">{detailOf?.(file) ?? file.folderPath}</span>
          </li>
        ))}
        {more > 0 && <li className="dim">{t('choice.staysMore', { count: more })}</li>}
      </ul>
    </details>
  );
}

function detailOf({ flaw, bytes, cause }: StayingChoice): string | null {
  if (flaw !== null) return flawWords(flaw, bytes).text;
  if (cause === null) return null;
  const { title, reason } = describeFailure(cause);
  return `${title}. ${reason}`;
}
