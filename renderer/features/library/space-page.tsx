import { useQuery } from '@tanstack/react-query';
import { LibraryBig } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryWish } from '../../../shared/library/library';
import { type SpaceGroup, type SpaceReport, UNUSED_DAYS } from '../../../shared/library/space';
import { ask } from '../../ipc/api';
import { modelTypeWord } from '../../locales/model-type-word';
import { useLibraryStore } from '../../stores/library';
import { useOperationsStore } from '../../stores/operations';
import { navigate, selectLibraryEntry } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { formatBytes } from '../../ui/format';
import { PageHeader } from '../../ui/page-header';
import { TrashNote } from '../operations/trash-note';
import { LibrarySections } from './library-sections';
import { changeLibraryWish, showWholeLibrary } from './library-view';
import { type SpaceBar, SpaceBars } from './space-bars';
import './space-page.css';

/** What the user's model files take, and where that could be less. */
export function SpacePage() {
  const { t } = useTranslation('library');
  const revision = useLibraryStore((store) => store.status?.revision ?? 0);
  const isScanning = useLibraryStore((store) => store.status?.scan.kind !== 'idle');
  const trashBytes = useOperationsStore((store) => store.view?.trash.bytes ?? 0);
  const { data } = useQuery({
    // While a scan runs everything changes all the time.
    queryKey: ['library space', isScanning ? 'scanning' : revision, trashBytes],
    queryFn: () => ask('library.space'),
    placeholderData: (previous) => previous,
    staleTime: 0,
  });
  if (data === undefined) return null;
  return (
    <div className="space-screen">
      <LibrarySections />
      {data.all.fileCount === 0 && data.trash.length === 0 ? (
        <EmptyState
          icon={LibraryBig}
          title={t('space.emptyTitle')}
          action={{ label: t('space.emptyAction'), onPress: () => navigate({ screen: 'library' }) }}
        >
          {t('space.emptyText')}
        </EmptyState>
      ) : (
        <Report report={data} />
      )}
    </div>
  );
}

function Report({ report }: { readonly report: SpaceReport }) {
  const { t } = useTranslation('library');
  const { all, savedByLinksBytes } = report;
  const amounts = { count: all.fileCount, size: formatBytes(all.bytes) };
  return (
    <>
      <PageHeader
        title={t('space.title')}
        subtitle={
          <>
            <p className="dim tabular">{t('space.subtitle', amounts)}</p>
            {savedByLinksBytes > 0 && (
              <p className="dim">{t('space.links', { size: formatBytes(savedByLinksBytes) })}</p>
            )}
          </>
        }
      />
      <div className="space-scroll">
        <div className="space-columns">
          <Sections report={report} />
        </div>
      </div>
    </>
  );
}

/** Shows exactly these files in the list. */
function show(change: Partial<LibraryWish>): void {
  showWholeLibrary();
  changeLibraryWish({ ...change, order: { by: 'size', isDescending: true } });
  navigate({ screen: 'library' });
}

function Sections({ report }: { readonly report: SpaceReport }) {
  const { t } = useTranslation('library');
  const { trash, all, volumes, folders, elsewhere, moreCreators, unknown, unused, duplicatesBytes, largest } =
    report;
  const named = (groups: readonly SpaceGroup[], word: (id: string) => string, wish: (id: string) => object) =>
    groups.map(
      ({ id, ...share }): SpaceBar => ({
        id: `of ${id}`,
        name: id === '' ? t('space.unknownType') : word(id),
        ...share,
        onPress: id === '' ? null : () => show(wish(id)),
      }),
    );
  const rest = (id: string, name: string, share: typeof elsewhere): readonly SpaceBar[] =>
    share.fileCount === 0 ? [] : [{ id, name, ...share, onPress: null }];
  const itself = (id: string) => id;
  return (
    <>
      <SpaceBars
        title={t('space.volumes')}
        bars={volumes.map(({ mountPath, freeBytes, totalBytes, fileCount, bytes }) => ({
          ...{ id: mountPath, name: mountPath, fileCount, bytes, onPress: null },
          whole: totalBytes,
          note: t('space.free', { free: formatBytes(freeBytes), total: formatBytes(totalBytes) }),
        }))}
      />
      <SpaceBars
        title={t('space.trash')}
        end={<TrashNote />}
        bars={trash.map(({ mountPath, ...share }) => ({
          ...{ id: `trash ${mountPath}`, name: mountPath ?? t('space.trashAway'), ...share, onPress: null },
        }))}
      />
      <SpaceBars
        title={t('space.notable')}
        whole={all.bytes}
        bars={[
          {
            ...{ id: 'duplicates', name: t('space.duplicates'), fileCount: null, bytes: duplicatesBytes },
            onPress: () => navigate({ screen: 'duplicates' }),
          },
          {
            ...{ id: 'unknown', name: t('space.unknown'), ...unknown },
            onPress: () => show({ standings: ['unknown'] }),
          },
          ...(unused === null
            ? []
            : [
                {
                  ...{ id: 'unused', name: t('filters.unused', { count: UNUSED_DAYS }) },
                  ...{ fileCount: unused.fileCount, bytes: unused.bytes },
                  onPress: () => show({ usedBeforeMs: unused.usedBeforeMs }),
                },
              ]),
        ]}
      />
      <SpaceBars
        title={t('space.folders')}
        bars={[
          ...folders.map(({ id, path, ...share }) => ({
            ...{ id: path, name: path, ...share },
            onPress: () => show({ folderIds: [id] }),
          })),
          ...rest('elsewhere', t('space.elsewhere'), elsewhere),
        ]}
      />
      <SpaceBars
        title={t('space.types')}
        bars={named(report.types, modelTypeWord, (id) => ({ types: [id] }))}
      />
      <SpaceBars
        title={t('space.baseModels')}
        bars={named(report.baseModels, itself, (id) => ({ baseModels: [id] }))}
      />
      <SpaceBars
        title={t('space.creators')}
        bars={[
          ...named(report.creators, itself, (id) => ({ creators: [id] })),
          ...rest('more', t('space.moreCreators'), moreCreators),
        ]}
      />
      <SpaceBars
        title={t('space.largest')}
        bars={largest.map(({ id, name, bytes }) => ({
          ...{ id: String(id), name, fileCount: null, bytes },
          onPress: () => {
            show({ text: name });
            selectLibraryEntry(id);
          },
        }))}
      />
    </>
  );
}
