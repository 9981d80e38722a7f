import { FileQuestion, GitCompareArrows, HardDriveDownload, Star } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { newestFirst } from '../../../shared/civitai/versions';
import { Inspector } from '../../app/inspector';
import { useOwnedFiles } from '../../stores/owned';
import { chooseVersion } from '../../stores/view';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { Section } from '../../ui/section';
import { Tabs } from '../../ui/tabs';
import { CompareDialog } from './compare-dialog';
import { FileDetails } from './file-details';
import { ModelHeader } from './model-header';
import { useFileChoice } from './use-file-choice';
import { useFilesHere } from './use-files-here';
import { useIsWide } from './use-is-wide';
import { VersionDownload } from './version-download';
import { VersionSections } from './version-sections';

interface ModelContentProps {
  readonly model: ModelDetails;
  readonly versionId: number | null;
}

export function ModelContent({ model, versionId }: ModelContentProps) {
  const { t } = useTranslation('model');
  const version = model.versions.find(({ id }) => id === versionId) ?? model.versions[0];
  if (!version) {
    return (
      <div className="model-scroll">
        <ModelHeader model={model} versionId={null} />
        <EmptyState icon={FileQuestion} title={t('noVersions')}>
          {t('noVersionsText')}
        </EmptyState>
      </div>
    );
  }
  return <VersionContent key={version.id} model={model} version={version} />;
}

function VersionContent({ model, version }: { model: ModelDetails; version: ModelVersion }) {
  const { t } = useTranslation('model');
  const isWide = useIsWide();
  const choice = useFileChoice(version);
  const details = choice.file && <FileDetails file={choice.file} />;
  const panel = version.files.length > 0 && (
    <VersionDownload model={model} version={version} choice={choice} />
  );
  return (
    <div className="model-layout">
      <div className="model-scroll">
        <ModelHeader model={model} versionId={version.id} />
        <VersionTabs model={model} version={version}>
          <VersionSections model={model} version={version} choice={choice}>
            {!isWide && details && <Section title={t('files.chosen')}>{details}</Section>}
          </VersionSections>
        </VersionTabs>
      </div>
      {isWide && panel && (
        <Inspector
          label={t('download.panel')}
          title={choice.file?.untrustedName ?? t('download.chooseFile')}
          footer={panel}
        >
          {details}
        </Inspector>
      )}
      {!isWide && panel && <div className="model-foot">{panel}</div>}
    </div>
  );
}

interface VersionTabsProps {
  readonly model: ModelDetails;
  readonly version: ModelVersion;
  readonly children: React.ReactNode;
}

/** The newest version first, whatever order the creator chose; the one they put in front has a star. */
function VersionTabs({ model, version, children }: VersionTabsProps) {
  const { t } = useTranslation('model');
  const [isComparing, setIsComparing] = useState(false);
  const here = useFilesHere(model.id);
  const owned = useOwnedFiles(model.id);
  const { versions } = model;
  const hasSeveralBases = new Set(versions.map(({ baseModel }) => baseModel)).size > 1;
  const frontId = versions.length > 1 ? versions[0]?.id : undefined;
  return (
    <Tabs
      label={t('versions')}
      overflowLabel={t('allVersions')}
      selectedId={String(version.id)}
      onChange={(id) => chooseVersion(Number(id))}
      tabs={newestFirst(versions).map(({ id, name, baseModel }) => ({
        id: String(id),
        label: name,
        detail: hasSeveralBases ? baseModel : null,
        mark: (
          <>
            {id === frontId && <Star aria-label={t('front')} size={12} />}
            {(here.some(({ versionId, state }) => versionId === id && state.kind === 'completed') ||
              owned.some(({ versionId }) => versionId === id)) && (
              <HardDriveDownload aria-label={t('installed.title')} size={12} />
            )}
          </>
        ),
      }))}
      actions={
        versions.length > 1 && (
          <Button size="small" variant="quiet" icon={GitCompareArrows} onPress={() => setIsComparing(true)}>
            {t('compare.open')}
          </Button>
        )
      }
    >
      {children}
      <CompareDialog
        model={model}
        versionId={version.id}
        isOpen={isComparing}
        onOpenChange={setIsComparing}
      />
    </Tabs>
  );
}
