import type { FoldersView } from '../shared/placement';
import { nodeConfigFiles } from './adapters/config-files';
import { nodeLocalPrograms } from './adapters/local-programs';
import { systemClock, systemPlaces } from './adapters/system';
import type { DownloadRecord, SettingsStore } from './core/ports';
import { Placement } from './services/placement';
import { ModelRegistrar } from './services/placement/model-registrar';
import { type RulePreviewNeeds, RulePreviews } from './services/placement/preview-rules';

/** Wires what says beforehand where rules would send files. */
export function createRulePreviews(
  needs: Pick<RulePreviewNeeds, 'placement' | 'settings' | 'downloads' | 'library'>,
): RulePreviews {
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  return new RulePreviews({ ...needs, turn });
}

/** Wires what knows the user's folders, and what tells programs of files that they do not look for by themselves. */
export function createPlacement(
  store: SettingsStore,
  downloads: () => readonly DownloadRecord[],
  onChanged: (view: FoldersView) => void,
): Placement {
  const registrar = new ModelRegistrar({
    files: nodeConfigFiles,
    places: systemPlaces,
    programs: nodeLocalPrograms,
    clock: systemClock,
    downloads,
    onChanged: () => void placement.announce(),
  });
  const placement: Placement = new Placement(store, systemPlaces, onChanged, nodeConfigFiles, registrar);
  return placement;
}
