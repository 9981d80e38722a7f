import { useTranslation } from 'react-i18next';
import type { MovePlan, StayingChoice } from '../../../shared/operations/operations';
import { describeFailure } from '../../locales/describe-failure';
import './move-stays.css';

/** Every chosen file that is not moved is counted, and told of with its reason. */
export function MoveStays({ plan }: { readonly plan: MovePlan }) {
  const { t } = useTranslation('library');
  const { chosenCount, fileCount, stayCounts, stays } = plan;
  const stayCount = chosenCount - fileCount - stayCounts.right;
  const more = stayCount - stays.length;
  if (chosenCount === fileCount) return null;
  return (
    <>
      <p>
        {t('choice.account', {
          chosen: chosenCount,
          moved: t('choice.accountMoved', { count: fileCount }),
          right: t('choice.accountRight', { count: stayCounts.right }),
          stay: t('choice.accountStay', { count: stayCount }),
        })}
      </p>
      {stays.length > 0 && (
        <ul className="move-stays" aria-label={t('choice.staysLabel')}>
          {stays.map((each) => (
            <li key={`${each.folderPath}/${each.fileName}`} title={`${each.folderPath}/${each.fileName}`}>
              <bdi dir="ltr" className="ellipsis">
                {each.fileName}
              </bdi>
              <StayReasonWords stay={each} />
            </li>
          ))}
          {more > 0 && <li className="dim">{t('choice.staysMore', { count: more })}</li>}
        </ul>
      )}
    </>
  );
}

function StayReasonWords({ stay: { why, cause } }: { readonly stay: StayingChoice }) {
  const { t } = useTranslation('library');
  const told = cause === null ? null : describeFailure(cause);
  const words = told === null ? t(`choice.staysFor.${why}`) : `${told.title}. ${told.reason}`;
  return <span className="dim">{words}</span>;
}
