import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type NameTemplates, readTemplate, TEMPLATE_USES } from '../../../../shared/naming';
import { useSettled } from '../../../app/use-settled';
import { ask } from '../../../ipc/api';
import { Section } from '../../../ui/section';
import { updateSettings } from '../actions';
import { SettingBlock } from '../setting-row';
import { NameExamples } from './name-examples';
import { TemplateField } from './template-field';
import './names.css';

/** Long enough for the next letter. */
const SETTLE_MS = 400;

export function NamesSection({ names }: { readonly names: NameTemplates }) {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState(names);
  const valid = useValid(draft, names);
  useKeeping(valid, names);
  const file = useSettled(valid.file, SETTLE_MS);
  const folder = useSettled(valid.folder, SETTLE_MS);
  const { data: preview } = useQuery({
    queryKey: ['names.preview', file, folder],
    queryFn: () => ask('names.preview', { file, folder }),
    // Other downloads may be here by the next look.
    staleTime: 0,
    placeholderData: (before) => before,
  });
  return (
    <Section title={t('names.title')} description={t('names.text')} className="settings-section">
      <SettingBlock
        words={TEMPLATE_USES.map((use) => `${t(`names.fields.${use}`)} ${t(`names.hints.${use}`)}`)}
      >
        <div className="names-fields">
          {TEMPLATE_USES.map((use) => (
            <TemplateField
              key={use}
              use={use}
              value={draft[use]}
              onChange={(value) => setDraft((before) => ({ ...before, [use]: value }))}
            />
          ))}
        </div>
        {preview && <NameExamples preview={preview} />}
      </SettingBlock>
    </Section>
  );
}

/** Each of them as it is, or as it was last when it made sense. */
function useValid({ file, folder }: NameTemplates, names: NameTemplates): NameTemplates {
  const [valid, setValid] = useState(names);
  const next = {
    file: readTemplate(file, 'file').ok ? file : valid.file,
    folder: readTemplate(folder, 'folder').ok ? folder : valid.folder,
  };
  const isNew = next.file !== valid.file || next.folder !== valid.folder;
  if (isNew) setValid(next);
  return isNew ? next : valid;
}

/** Keeps them once nothing more is typed, and at once when the page is left before that. */
function useKeeping({ file, folder }: NameTemplates, names: NameTemplates): void {
  const keep = useEffectEvent(() => {
    if (file !== names.file || folder !== names.folder) void updateSettings({ names: { file, folder } });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each change is what it waits for.
  useEffect(() => {
    const timer = setTimeout(() => keep(), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [file, folder]);
  useEffect(() => {
    const leave = () => keep();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
}
