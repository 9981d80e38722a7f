import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { Section } from '../../ui/section';
import { NewerVersionNote } from '../updates/newer-version-note';
import { AccessNotice } from './access-notice';
import { Companions } from './companions';
import { Description } from './description';
import { FileTable } from './file-table';
import { Gallery } from './gallery';
import { InstalledNote } from './installed-note';
import { LicenceFacts } from './licence-facts';
import { TriggerWords } from './trigger-words';
import type { FileChoiceView } from './use-file-choice';
import { VersionFacts } from './version-facts';
import './version-sections.css';

interface VersionSectionsProps {
  readonly model: ModelDetails;
  readonly version: ModelVersion;
  readonly choice: FileChoiceView;
  /** What is told of the chosen file where the inspector has no place of its own. */
  readonly children: ReactNode;
}

/** All about one version, from whether it can be had to what its creator allows. */
export function VersionSections({ model, version, choice, children }: VersionSectionsProps) {
  const { t } = useTranslation('model');
  const { files, pictures, triggerWords, untrustedDescription } = version;
  return (
    <div className="model-version">
      <VersionFacts model={model} version={version} />
      <AccessNotice model={model} version={version} />
      <InstalledNote modelId={model.id} versionId={version.id} />
      <NewerVersionNote modelId={model.id} versionId={version.id} />
      {(files.length > 0 || model.mode !== 'archived') && (
        <FileTable modelId={model.id} versionId={version.id} choice={choice} />
      )}
      <Companions modelId={model.id} versionId={version.id} choice={choice} />
      {untrustedDescription && (
        <Section title={t('about.version')}>
          <Description untrustedHtml={untrustedDescription} />
        </Section>
      )}
      <Gallery modelId={model.id} versionId={version.id} pictures={pictures} modelName={model.name} />
      {children}
      <TriggerWords words={triggerWords} />
      <Section title={t('about.model')}>
        <Description untrustedHtml={model.untrustedDescription} />
      </Section>
      <LicenceFacts licence={model.licence} />
    </div>
  );
}
