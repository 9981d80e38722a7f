import { useQuery } from '@tanstack/react-query';
import { Ellipsis, FolderOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryDetails } from '../../../shared/library/library';
import { Inspector } from '../../app/inspector';
import { ask } from '../../ipc/api';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { useLibraryStore } from '../../stores/library';
import { selectLibraryEntry, useViewStore } from '../../stores/view';
import { Button } from '../../ui/button';
import { formatDate, formatExactBytes, formatPreciseBytes, formatRelative } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { KeyValue } from '../../ui/key-value';
import { MenuButton } from '../../ui/menu';
import { TriggerWords } from '../model/trigger-words';
import { useFileWishes } from '../tidy/use-file-wishes';
import { NewerNote } from '../updates/newer-mark';
import { VeiledPicture } from '../veil/veiled-picture';
import { openModel, openOnCivitai, showInFolder } from './actions';
import { HashList } from './hash-list';
import { ProofSection } from './proof-section';
import './library-inspector.css';

export function LibraryInspector() {
  const id = useViewStore((view) => view.selectedLibraryId);
  const revision = useLibraryStore((store) => store.status?.revision ?? 0);
  const { data } = useQuery({
    queryKey: ['library file', id, revision],
    queryFn: () => (id === null ? null : ask('library.details', { id })),
    // The same file, a moment older; never another one.
    placeholderData: (previous) => (previous?.id === id ? previous : undefined),
    staleTime: 0,
    gcTime: 0,
  });
  return data ? <FileDetails file={data} /> : null;
}

function FileDetails({ file }: { readonly file: LibraryDetails }) {
  const { t } = useTranslation('library');
  const wishes = useFileWishes(file);
  const { picture, modelName } = file;
  const hasActs = file.standing !== 'trashed' || file.modelId !== null || wishes.length > 0;
  return (
    <Inspector
      label={t('inspector.label')}
      title={<bdi>{modelName ?? file.fileName}</bdi>}
      onClose={() => selectLibraryEntry(null)}
      footer={
        hasActs && (
          <div className="library-inspector-actions">
            {file.standing !== 'trashed' && (
              <Button icon={FolderOpen} onPress={() => void showInFolder(file)}>
                {t('actions.showInFolder')}
              </Button>
            )}
            {file.modelId !== null && (
              <>
                <Button variant="quiet" onPress={() => openModel(file)}>
                  {t('actions.openModel')}
                </Button>
                <Button variant="quiet" onPress={() => void openOnCivitai(file)}>
                  {t('actions.openOnCivitai')}
                </Button>
              </>
            )}
            {wishes.length > 0 && (
              <MenuButton
                label={t('actions.moreFor', { name: modelName ?? file.fileName })}
                trigger={
                  <IconButton
                    icon={Ellipsis}
                    label={t('actions.moreFor', { name: modelName ?? file.fileName })}
                  />
                }
                entries={wishes.filter((entry) => entry !== 'separator')}
              />
            )}
          </div>
        )
      }
    >
      <div className="library-inspector">
        {picture && (
          <div className="library-inspector-picture">
            <VeiledPicture
              id={picture}
              maturity={file.pictureMaturity}
              name={modelName}
              src={pictureUrl(picture, 450)}
              blurhash={file.blurhash}
              alt=""
            />
          </div>
        )}
        <ProofSection file={file} />
        {file.newer !== null && (
          <NewerNote updateId={file.newer.updateId}>
            {t('newer.note', { ns: 'updates', version: file.newer.versionName })}
          </NewerNote>
        )}
        <TriggerWords words={file.triggerWords} />
        <Facts file={file} />
        <HashList file={file} />
      </div>
    </Inspector>
  );
}

function Facts({ file }: { readonly file: LibraryDetails }) {
  const { t } = useTranslation('library');
  const unknown = t('unknown');
  const isTrashed = file.standing === 'trashed';
  const { data } = useQuery({
    queryKey: ['trashed', file.id, file.folderPath],
    queryFn: () => ask('operations.trashed', { id: file.id }),
    enabled: isTrashed,
  });
  const before = data?.folderPath;
  const dated = (label: string, atMs: number | null) =>
    atMs === null ? [] : [{ label, value: formatRelative(atMs), title: formatDate(atMs) }];
  return (
    <KeyValue
      rows={[
        { label: t('inspector.version'), value: file.versionName ?? unknown },
        { label: t('inspector.file'), value: file.fileName },
        isTrashed
          ? { label: t('inspector.cameFrom'), value: before ?? unknown, title: file.folderPath }
          : { label: t('inspector.folder'), value: file.folderPath },
        {
          label: t('inspector.size'),
          value: formatPreciseBytes(file.bytes),
          title: formatExactBytes(file.bytes),
        },
        { label: t('inspector.type'), value: file.modelType ? modelTypeWord(file.modelType) : unknown },
        { label: t('inspector.baseModel'), value: file.baseModel ?? unknown },
        { label: t('inspector.creator'), value: file.creator ?? unknown },
        ...(file.tags.length === 0 ? [] : [{ label: t('inspector.tags'), value: file.tags.join(', ') }]),
        ...dated(t('inspector.added'), file.addedAtMs),
        file.use === null
          ? { label: t('columns.used'), value: t('use.untold') }
          : {
              label: t('columns.used'),
              value: file.use.isUsed ? formatRelative(file.use.atMs) : t('use.notYetLong'),
              title: t('use.means', { date: formatDate(file.use.atMs) }),
            },
        ...dated(t('inspector.read'), file.readAtMs),
        ...dated(t('inspector.asked'), file.askedAtMs),
        ...(isTrashed ? [] : dated(t('inspector.missing'), file.missingSinceMs)),
      ]}
    />
  );
}
