import { ArrowDownToLine, HardDriveDownload, History } from 'lucide-react';
import { GridListItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { NewVersion } from '../../../shared/following/following';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { formatDate, formatRelative } from '../../ui/format';
import { StateMark } from '../../ui/state-mark';
import { CreatorLink } from '../creator/creator-link';
import { AccessMark } from '../model/access-mark';
import { VeiledPicture } from '../veil/veiled-picture';
import { returnTo } from './return-to';
import { useMinute } from './use-minute';
import { useVersionMark, type VersionMark } from './use-version-mark';

const markIcon = { here: HardDriveDownload, onItsWay: ArrowDownToLine, otherHere: History } as const;
const markTone = { here: 'verified', onItsWay: 'running', otherHere: 'neutral' } as const;

export function NewsRow({ version }: { readonly version: NewVersion }) {
  const { t } = useTranslation('following');
  const { modelId, versionId, modelName, versionName, creator, picture, access, atMs, isRead } = version;
  const mark = useVersionMark(modelId, versionId);
  const facts = [modelTypeWord(version.modelType), version.baseModel].filter((fact) => fact !== null);
  return (
    <GridListItem
      ref={(row) => returnTo(versionId, row)}
      id={String(versionId)}
      textValue={t('news.rowName', { model: modelName, version: versionName })}
      className="news-row"
      data-unread={!isRead || undefined}
    >
      <span className="news-dot">
        {!isRead && <span className="visually-hidden">{t('news.unread')}</span>}
      </span>
      <span className="news-picture">
        <VeiledPicture
          id={picture?.id ?? null}
          maturity={picture?.maturity ?? null}
          name={null}
          src={picture && pictureUrl(picture.id, 320)}
          blurhash={picture?.blurhash ?? null}
          alt=""
        />
      </span>
      <span className="news-words">
        <bdi className="news-model ellipsis" title={modelName}>
          {modelName}
        </bdi>
        <bdi className="news-version ellipsis" title={versionName}>
          {versionName}
        </bdi>
        <span className="news-facts ellipsis dim">
          {facts.join(' · ')}
          {creator && (
            <>
              {' · '}
              <CreatorLink username={creator} />
            </>
          )}
        </span>
      </span>
      <span className="news-side">
        <Age atMs={atMs} />
        {access.kind !== 'free' && <AccessMark state={access} />}
        {mark && <OwnMark mark={mark} />}
      </span>
    </GridListItem>
  );
}

/** By itself, so that a row which the list keeps as it was is drawn anew in this alone. */
function Age({ atMs }: { readonly atMs: number }) {
  const nowMs = useMinute();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={formatDate(atMs)} className="dim tabular">
      {formatRelative(atMs, nowMs)}
    </time>
  );
}

function OwnMark({ mark }: { readonly mark: VersionMark }) {
  const { t } = useTranslation('following');
  return (
    <StateMark isQuiet tone={markTone[mark]} icon={markIcon[mark]}>
      {t(`news.marks.${mark}`)}
    </StateMark>
  );
}
