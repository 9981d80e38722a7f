import { FileQuestion } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { Inspector } from '../../app/inspector';
import { chooseVersion } from '../../stores/view';
import { EmptyState } from '../../ui/empty-state';
import { Section } from '../../ui/section';
import { Tabs } from '../../ui/tabs';
import { AccessNotice } from './access-notice';
import { Description } from './description';
import { DownloadPanel } from './download-panel';
import { FileDetails } from './file-details';
import { FileTable } from './file-table';
import { Gallery } from './gallery';
import { LicenceFacts } from './licence-facts';
import { ModelHeader } from './model-header';
import { TriggerWords } from './trigger-words';
import { useFileChoice } from './use-file-choice';
import { useIsWide } from './use-is-wide';

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
  const hasSeveralBases = new Set(model.versions.map(({ baseModel }) => baseModel)).size > 1;
  const details = choice.file && <FileDetails file={choice.file} />;
  const panel = choice.file && <DownloadPanel model={model} version={version} file={choice.file} />;
  return (
    <div className="model-layout">
      <div className="model-scroll">
        <ModelHeader model={model} versionId={version.id} />
        <Tabs
          label={t('versions')}
          overflowLabel={t('allVersions')}
          selectedId={String(version.id)}
          onChange={(id) => chooseVersion(Number(id))}
          tabs={model.versions.map(({ id, name, baseModel }) => ({
            id: String(id),
            label: name,
            detail: hasSeveralBases ? baseModel : null,
          }))}
        >
          <div className="model-version">
            <AccessNotice mode={model.mode} access={version.access} />
            {(version.files.length > 0 || model.mode !== 'archived') && (
              <FileTable files={version.files} choice={choice} />
            )}
            <Gallery pictures={version.pictures} modelName={model.name} />
            {!isWide && details && <Section title={t('files.chosen')}>{details}</Section>}
            <TriggerWords words={version.triggerWords} />
            {version.untrustedDescription && (
              <Section title={t('about.version')}>
                <Description untrustedHtml={version.untrustedDescription} />
              </Section>
            )}
            <Section title={t('about.model')}>
              <Description untrustedHtml={model.untrustedDescription} />
            </Section>
            <LicenceFacts licence={model.licence} />
          </div>
        </Tabs>
      </div>
      {isWide && choice.file && (
        <Inspector label={t('download.panel')} title={choice.file.untrustedName} footer={panel}>
          {details}
        </Inspector>
      )}
      {!isWide && panel && <div className="model-foot">{panel}</div>}
    </div>
  );
}
