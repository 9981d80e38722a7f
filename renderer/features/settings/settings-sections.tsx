import type { Settings } from '../../../shared/settings/schema';
import { ExchangeSection } from '../exchange/exchange-section';
import { NewVersionsSection } from '../new-versions/new-versions-section';
import { AboutSection } from './about-section';
import { DesktopSection } from './desktop-section';
import { DiagnosticsSection } from './diagnostics-section';
import { DownloadsSection } from './downloads-section';
import { FilesSection } from './files-section';
import { GeneralSection } from './general-section';
import { KeyboardSection } from './keyboard-section';
import { NamesSection } from './names/names-section';
import { NetworkSection } from './network/network-section';
import { ScheduleSection } from './schedule/schedule-section';
import { SearchSection } from './search-section';
import { SidecarsSection } from './sidecars/sidecars-section';

/** Every section of the page. A `SettingRow` in any of them is found by the search without being named here. */
export function SettingsSections({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <GeneralSection settings={settings} />
      <DesktopSection settings={settings} />
      <SearchSection settings={settings} />
      <FilesSection settings={settings} />
      <NamesSection names={settings.names} />
      <SidecarsSection wishes={settings.sidecars} />
      <DownloadsSection settings={settings} />
      <ScheduleSection schedule={settings.schedule} />
      <NetworkSection settings={settings} />
      <ExchangeSection />
      <KeyboardSection />
      <DiagnosticsSection />
      <NewVersionsSection wishes={settings.appUpdates} />
      <AboutSection />
    </>
  );
}
