import type { EntryView, FoundProgram } from '../../../shared/entry/entry';
import type { Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { ImportPreview } from '../../../shared/settings/exchange';
import { settingsSchema } from '../../../shared/settings/schema';
import type { FakeApi } from '../fake-api';
import type { Scenario } from './scenario';

const FOUND: readonly FoundProgram[] = [
  { id: 'a1', layout: 'comfyui', path: '/home/mira/ComfyUI' },
  { id: 'b2', layout: 'forge', path: '/home/mira/AI/stable-diffusion-webui-forge' },
];

const PREVIEW: ImportPreview = {
  fileName: 'civet-settings.json',
  changes: [
    { place: 'maturity', from: 'PG', to: 'R' },
    { place: 'simultaneousDownloads', from: 5, to: 3 },
    { place: 'schedule.isOn', from: false, to: true },
    { place: 'schedule.rules', from: { count: 0 }, to: { count: 2 } },
    { place: 'names.folder', from: '', to: '{base}/{creator}' },
  ],
  wrong: ['limit.bytesPerSecond'],
  folderPaths: ['/mnt/archive/ComfyUI'],
};

/** A first start where nothing is set up yet, and a settings file that was damaged where everything is in trouble. */
export function entryHandlers(
  api: FakeApi,
  scenario: Scenario,
): Pick<Handlers, Extract<keyof Handlers, `entry.${string}` | `exchange.${string}`>> {
  const keptPath = '/home/mira/.config/Civet/civet.json.unreadable-1767000000000';
  let view: EntryView = {
    isFirstStart: scenario === 'noFolders',
    notice: scenario === 'errors' ? { kind: 'unreadable', keptPath, wrong: [] } : null,
  };
  const change = (part: Partial<EntryView>) => {
    view = { ...view, ...part };
    api.emit('entry.changed', view);
    return ok(null);
  };
  return {
    'entry.snapshot': () => ok(view),
    'entry.findPrograms': () => ok(FOUND),
    'entry.takePrograms': () => ok(null),
    'entry.endFirstStart': () => change({ isFirstStart: false }),
    'entry.showKept': () => ok(null),
    'entry.dismissNotice': () => change({ notice: null }),
    'exchange.defaults': () => ok(settingsSchema.parse({})),
    'exchange.export': () => ok(true),
    'exchange.read': () => ok(PREVIEW),
    'exchange.take': () => ok(null),
  };
}
