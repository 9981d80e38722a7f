import type { Settings } from '../../../shared/settings/schema';
import { ExchangeSection } from '../exchange/exchange-section';
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

/** Every section of the page. A `SettingRow` in any of them is found by the search without being named here. */
export function SettingsSections({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <GeneralSection settings={settings} />
      <SearchSection settings={settings} />
      <FilesSection settings={settings} />
      <NamesSection names={settings.names} />
      <SidecarsSection wishes={settings.sidecars} />
      <DownloadsSection settings={settings} />
      <ScheduleSection schedule={settings.schedule} />
      <ExchangeSection />
      <KeyboardSection />
      <DiagnosticsSection />
      <AboutSection />
    </>
  );
}
