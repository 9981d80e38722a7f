import { useTranslation } from 'react-i18next';
import { useSettingsStore } from '../../stores/settings';
import { Skeleton } from '../../ui/skeleton';
import { NewVersionsSection } from '../new-versions/new-versions-section';
import { AboutSection } from './about-section';
import { DiagnosticsSection } from './diagnostics-section';
import { DownloadsSection } from './downloads-section';
import { FilesSection } from './files-section';
import { GeneralSection } from './general-section';
import { KeyboardSection } from './keyboard-section';
import { NamesSection } from './names/names-section';
import { ScheduleSection } from './schedule/schedule-section';
import { SearchSection } from './search-section';
import { SidecarsSection } from './sidecars/sidecars-section';
import './settings.css';

export function SettingsPage() {
  const { t } = useTranslation('settings');
  const settings = useSettingsStore((store) => store.settings);
  return (
    <div className="screen">
      <div className="settings-page">
        <header className="screen-header">
          <h1 className="screen-title">{t('title')}</h1>
        </header>
        {settings === null ? (
          <Skeleton height={240} radius={8} />
        ) : (
          <>
            <GeneralSection settings={settings} />
            <SearchSection settings={settings} />
            <FilesSection settings={settings} />
            <NamesSection names={settings.names} />
            <SidecarsSection wishes={settings.sidecars} />
            <DownloadsSection settings={settings} />
            <ScheduleSection schedule={settings.schedule} />
            <KeyboardSection />
            <DiagnosticsSection />
            <NewVersionsSection wishes={settings.appUpdates} />
            <AboutSection />
          </>
        )}
      </div>
    </div>
  );
}
