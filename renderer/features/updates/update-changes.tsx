import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { UpdateDetails, UpdateRow } from '../../../shared/updates/updates';
import { ask, failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { ErrorCard } from '../../ui/error-card';
import { formatBytes, formatDate, formatDay } from '../../ui/format';
import { KeyValue } from '../../ui/key-value';
import { Description } from '../model/description';
import { whyOldStays } from './updates-view';
import './update-changes.css';

/** What is different: sizes, trigger words, and what the creator wrote about each version since. */
export function UpdateChanges({ row }: { readonly row: UpdateRow }) {
  const { t } = useTranslation('updates');
  const { newFile } = row;
  const { data, error, isError, refetch } = useQuery({
    queryKey: ['update details', row.id],
    queryFn: () => (newFile === null ? null : ask('updates.details', { id: row.id })),
    staleTime: 60_000,
  });
  const stays = row.part === 'updates' ? whyOldStays(row) : null;
  const oldBytes = row.oldFiles.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <div className="update-changes">
      <KeyValue
        rows={[
          ...row.oldFiles.map((file) => ({
            label: t('changes.place'),
            value: `${file.folderPath} › ${file.fileName}`,
          })),
          ...(stays === null ? [] : [{ label: t('changes.stays'), value: t(`stayHints.${stays}`) }]),
          ...(newFile?.approximateBytes == null
            ? []
            : [
                {
                  label: t('changes.size'),
                  value: t('changes.sizes', {
                    from: formatBytes(oldBytes),
                    to: formatBytes(newFile.approximateBytes),
                  }),
                },
              ]),
          ...(row.part === 'otherBases'
            ? [
                {
                  label: t('changes.baseModel'),
                  value: t('changes.baseModelChanged', { to: row.baseModel }),
                },
              ]
            : []),
        ]}
      />
      {isError ? (
        <ErrorCard
          {...describeFailure(failureOf(error))}
          action={{ label: t('retry'), onPress: () => void refetch() }}
        />
      ) : data ? (
        <Told details={data} />
      ) : (
        newFile !== null && <p className="dim">{t('changes.loading')}</p>
      )}
    </div>
  );
}

function Told({ details }: { readonly details: UpdateDetails }) {
  const { t } = useTranslation('updates');
  const { versions, addedWords, removedWords, oldVersionName } = details;
  return (
    <>
      {oldVersionName === null ? (
        <p className="dim">{t('changes.notComparable')}</p>
      ) : addedWords.length + removedWords.length === 0 ? (
        <p className="dim">{t('changes.sameWords')}</p>
      ) : (
        <KeyValue
          rows={[
            ...(addedWords.length > 0 ? [{ label: t('changes.added'), value: addedWords.join(', ') }] : []),
            ...(removedWords.length > 0
              ? [{ label: t('changes.removed'), value: removedWords.join(', ') }]
              : []),
          ]}
        />
      )}
      {versions.map(({ versionId, versionName, publishedAtMs, untrustedNotes }) => (
        <section key={versionId} className="update-version">
          <h3>
            <bdi>{versionName}</bdi>
            {publishedAtMs !== null && (
              <time
                dateTime={new Date(publishedAtMs).toISOString()}
                title={formatDate(publishedAtMs)}
                className="dim"
              >
                {formatDay(publishedAtMs)}
              </time>
            )}
          </h3>
          {untrustedNotes === null ? (
            <p className="dim">{t('changes.noNotes')}</p>
          ) : (
            <Description untrustedHtml={untrustedNotes} />
          )}
        </section>
      ))}
    </>
  );
}
