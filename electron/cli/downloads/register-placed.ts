import type { RootId } from '../../../shared/placement';
import { nodeConfigFiles } from '../../adapters/config-files';
import { nodeLocalPrograms } from '../../adapters/local-programs';
import { systemClock, systemPlaces } from '../../adapters/system';
import { type ChosenRoot, rootIdOf } from '../../core/placement/roots';
import type { DownloadQueue } from '../../services/downloads/download-queue';
import { ModelRegistrar } from '../../services/placement/model-registrar';
import type { Terminal } from '../output/terminal';

/** Tells InvokeAI of what this command has placed for it, and the user how that went. */
export async function registerPlaced(
  queue: Pick<DownloadQueue, 'all'>,
  terminal: Pick<Terminal, 'note'>,
  isJson: boolean,
): Promise<void> {
  const roots = new Map<RootId, ChosenRoot>();
  for (const { layout, root: path, state } of queue.all()) {
    const id = rootIdOf(path);
    if (layout === 'invokeai' && state.kind === 'completed') roots.set(id, { id, layout, path, own: {} });
  }
  if (roots.size === 0) return;
  const registrar = new ModelRegistrar({
    files: nodeConfigFiles,
    places: systemPlaces,
    programs: nodeLocalPrograms,
    clock: systemClock,
    downloads: () => queue.all(),
    onChanged: () => undefined,
  });
  await registrar.look([...roots.values()]);
  if (isJson) return;
  for (const root of roots.values()) {
    const told = registrar.of(root);
    if (told === null) continue;
    if (told.registered > 0) terminal.note('InvokeAI has registered it.');
    if (told.refused > 0) terminal.note('InvokeAI refused it. The file stays where it is.');
    if (told.waiting > 0) terminal.note(`InvokeAI has not registered it: ${whyNot(told)}`);
  }
}

function whyNot({ isAbsent, isOtherProgram }: { isAbsent: boolean; isOtherProgram: boolean }): string {
  if (isOtherProgram) return 'another program answers at its port.';
  return isAbsent
    ? 'it does not run. Start it, and scan the folder in its model manager.'
    : 'it is still looking at the file. Its model manager shows when it is done.';
}
