import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { FolderKind } from '../../../shared/placement';
import { ask, failureOf } from '../../ipc/api';
import { describeFailure } from '../../locales/describe-failure';
import { useFoldersStore } from '../../stores/folders';
import { Button } from '../../ui/button';
import { ErrorCard } from '../../ui/error-card';
import { formatPreciseBytes } from '../../ui/format';
import { ChooseFolderFirst, NotOffered } from './download-obstacles';
import { ExistingDownload } from './existing-download';
import { PlannedDownload } from './planned-download';
import { useExistingDownload } from './use-existing-download';
import { planQueryKey, useRules } from './use-file-plans';
import './download-panel.css';

interface DownloadPanelProps {
  readonly model: ModelDetails;
  readonly version: ModelVersion;
  readonly file: ModelFile;
  /** Whether Civitai gives out any file of the version. */
  readonly isOffered: boolean;
}

/** The one thing to do with the chosen file, and where it leads. */
export function DownloadPanel({ model, version, file, isOffered }: DownloadPanelProps) {
  const { t } = useTranslation('model');
  const hasAdded = useRef(false);
  const [choice, setChoice] = useState<{ readonly fileId: number; readonly kind: FolderKind | null }>();
  // What was chosen for one file says nothing about another.
  const ownKind = choice?.fileId === file.id ? choice.kind : null;
  const folders = useFoldersStore((state) => state.folders);
  const rules = useRules();
  const hasFolder = folders?.kind === 'chosen';
  const chosen = { modelId: model.id, versionId: version.id, fileId: file.id };
  const plan = useQuery({
    queryKey: planQueryKey(chosen, { folders, rules }, ownKind),
    queryFn: () => ask('downloads.plan', { ...chosen, folderKind: ownKind }),
    // The button stays where it is while another folder is looked up.
    placeholderData: (before, query) => (query?.queryKey[1].fileId === file.id ? before : undefined),
    enabled: hasFolder && isOffered,
    staleTime: 10_000,
  });
  const existing = useExistingDownload(model.id, version.id, file.id, plan.data?.existing ?? null);

  if (existing) return <ExistingDownload download={existing} takesFocus={hasAdded} />;
  if (!isOffered) return <NotOffered isArchived={model.mode === 'archived'} />;
  if (folders?.kind === 'notChosen') return <ChooseFolderFirst />;
  if (plan.isError) {
    return (
      <ErrorCard
        isCompact
        {...describeFailure(failureOf(plan.error))}
        action={{ label: t('retry'), onPress: () => void plan.refetch() }}
      />
    );
  }
  if (!plan.data) {
    const bytes = file.approximateBytes;
    return (
      <div className="download-panel">
        <Button variant="primary" size="large" icon={Download} isDisabled>
          {bytes === null
            ? t('download.buttonPlain')
            : t('download.buttonNoPlace', { bytes: formatPreciseBytes(bytes) })}
        </Button>
        <p className="dim download-panel-place">{t('download.loading')}</p>
      </div>
    );
  }
  return (
    <PlannedDownload
      plan={plan.data}
      chosen={chosen}
      file={file}
      hasAdded={hasAdded}
      ownKind={ownKind}
      onKind={(kind) => setChoice({ fileId: file.id, kind })}
    />
  );
}
