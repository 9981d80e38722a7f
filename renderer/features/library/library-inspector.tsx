import { Copy, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Inspector } from '../../app/inspector';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { useDownloadsStore } from '../../stores/downloads';
import { selectLibraryEntry, useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { formatDate, formatExactBytes, formatPreciseBytes, formatRelative } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { KeyValue } from '../../ui/key-value';
import { VeiledPicture } from '../veil/veiled-picture';
import { copySha256, openModel, showInFolder } from './actions';
import { bytesOf, isPlaced, type LibraryEntry } from './library-entries';
import { ProofMark } from './proof-mark';
import './library-inspector.css';

export function LibraryInspector() {
  const selectedId = useViewStore((view) => view.selectedLibraryId);
  const entry = useDownloadsStore((store) => (selectedId ? store.byId.get(selectedId) : undefined));
  return entry && isPlaced(entry) ? <EntryDetails entry={entry} /> : null;
}

function EntryDetails({ entry }: { readonly entry: LibraryEntry }) {
  const { t } = useTranslation('library');
  const { state, picture } = entry;
  const { verification } = state;
  const unknown = t('unknown');
  const proof =
    verification.kind === 'verified'
      ? t('proof.verifiedLong', { hash: t(`hashKinds.${verification.by}`) })
      : t(verification.isRefuted ? 'proof.refutedLong' : 'proof.unverifiedLong');
  return (
    <Inspector
      label={t('inspector.label')}
      title={<bdi>{entry.modelName}</bdi>}
      onClose={() => selectLibraryEntry(null)}
      footer={
        <div className="library-inspector-actions">
          <Button icon={FolderOpen} onPress={() => void showInFolder(entry)}>
            {t('actions.showInFolder')}
          </Button>
          <Button variant="quiet" onPress={() => openModel(entry)}>
            {t('actions.openModel')}
          </Button>
        </div>
      }
    >
      <div className="library-inspector">
        {picture && (
          <div className="library-inspector-picture">
            <VeiledPicture
              id={picture}
              maturity={entry.pictureMaturity}
              name={entry.modelName}
              src={pictureUrl(picture, 450)}
              blurhash={entry.blurhash}
              alt=""
            />
          </div>
        )}
        <section className="library-proof">
          <ProofMark verification={verification} />
          <p className="dim">{proof}</p>
          <div className="library-hash">
            <code className="mono selectable">{verification.sha256}</code>
            <IconButton
              size="small"
              icon={Copy}
              label={t('actions.copySha256')}
              onPress={() => void copySha256(entry)}
            />
          </div>
        </section>
        <KeyValue
          rows={[
            { label: t('inspector.version'), value: entry.versionName },
            { label: t('inspector.file'), value: state.finalName },
            { label: t('inspector.folder'), value: entry.placePath },
            {
              label: t('inspector.size'),
              value: formatPreciseBytes(bytesOf(entry)),
              title: formatExactBytes(bytesOf(entry)),
            },
            { label: t('inspector.type'), value: modelTypeWord(entry.modelType) },
            { label: t('inspector.baseModel'), value: entry.baseModel ?? unknown },
            { label: t('inspector.format'), value: entry.format ?? unknown },
            { label: t('inspector.precision'), value: entry.precision ?? unknown },
            { label: t('inspector.creator'), value: entry.creator ?? unknown },
            {
              label: t('inspector.placed'),
              value: formatRelative(state.atMs),
              title: formatDate(state.atMs),
            },
          ]}
        />
      </div>
    </Inspector>
  );
}
