import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectedFile, InspectedVersion } from '../../../shared/inspection/inspection';
import { pictureUrl } from '../../ipc/picture-url';
import { describeFailure } from '../../locales/describe-failure';
import { flawWords } from '../../locales/flaw-words';
import { modelTypeWord } from '../../locales/model-type-word';
import { StateMark } from '../../ui/state-mark';
import { VeiledPicture } from '../veil/veiled-picture';
import { HeaderWords } from './header-words';
import { InspectedActs } from './inspected-acts';
import { InspectedDetails } from './inspected-details';
import { InspectedFacts } from './inspected-facts';
import { inspectionState } from './inspection-state';

interface InspectedCardProps {
  readonly file: InspectedFile;
  readonly rowId: string;
  readonly index: number;
  readonly count: number;
  readonly top: number;
  readonly measure: (element: HTMLElement | null) => void;
  readonly isActive: boolean;
  readonly onActivate: (rowId: string) => void;
}

/** A file that somebody asked about, and everything that is known of it. */
export const InspectedCard = memo(function InspectedCard(props: InspectedCardProps) {
  const { file, rowId, index, count, top, measure, isActive, onActivate } = props;
  const { t } = useTranslation('inspection');
  const { stage, identity } = file;
  const version = identity.kind === 'unknown' ? null : identity.version;
  const { text, explanation, ...mark } = inspectionState(file, t);
  const cause = stage.kind === 'failed' ? describeFailure(stage.cause) : null;
  const name = version?.modelName ?? file.fileName;
  return (
    <li
      ref={measure}
      data-index={index}
      data-row-id={rowId}
      aria-label={[name, text].join(', ')}
      aria-setsize={count}
      aria-posinset={index + 1}
      tabIndex={isActive ? 0 : -1}
      className="inspected"
      style={{ transform: `translateY(${top}px)` }}
      onFocus={() => onActivate(rowId)}
    >
      <div className="inspected-picture">
        <Preview version={version} />
      </div>
      <div className="inspected-main">
        <h2 className="inspected-name">
          <bdi>{name}</bdi>
          {version?.versionName && <span className="dim">{version.versionName}</span>}
        </h2>
        {version && (
          <p className="dim">
            {[modelTypeWord(version.modelType), version.baseModel, version.creator]
              .filter((fact) => fact !== null)
              .join(' · ')}
          </p>
        )}
        <StateMark {...mark} className="inspected-state">
          {text}
        </StateMark>
        {explanation !== null && <p className="dim">{explanation}</p>}
        <FlawLine file={file} />
        <HeaderWords file={file} />
        {cause !== null && (
          <p className="dim">
            {cause.title}. {cause.reason} {cause.next}
          </p>
        )}
        <InspectedFacts file={file} isActive={isActive} />
        <InspectedDetails file={file} isActive={isActive} />
      </div>
      <InspectedActs file={file} isActive={isActive} />
    </li>
  );
});

/** What there is to say of a flaw besides the state: that something follows the weights, or which file it is a part of. */
function FlawLine({ file }: { readonly file: InspectedFile }) {
  const { t } = useTranslation('inspection');
  const { flaw, bytes, stage, identity } = file;
  if (flaw?.kind === 'tooLong') {
    const { text, explanation } = flawWords(flaw, bytes);
    return (
      <p className="dim">
        {text}. {explanation}
      </p>
    );
  }
  if (flaw?.kind !== 'cutShort' || stage.kind === 'failed') return null;
  if (stage.kind !== 'done') return <p className="dim">{t('whole.looking')}</p>;
  return <p className="dim">{t(identity.kind === 'cut' ? 'whole.found' : 'whole.unknown')}</p>;
}

function Preview({ version }: { readonly version: InspectedVersion | null }) {
  const [picture] = version?.pictures ?? [];
  return (
    <VeiledPicture
      id={picture?.id ?? null}
      maturity={picture?.maturity ?? null}
      name={null}
      src={picture ? pictureUrl(picture.id, 450) : null}
      blurhash={picture?.blurhash ?? null}
      alt=""
    />
  );
}
