import { MOST_EXAMPLES, previewNames } from '../../../electron/core/naming/preview';
import { toDownloadTarget } from '../../../electron/services/catalogue/download-target';
import { failure } from '../../../shared/failure';
import type { Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { SidecarRun, SidecarsStatus } from '../../../shared/sidecars';
import type { FakeApi } from '../fake-api';
import { modelDetails } from './fixtures/details';
import type { Scenario } from './scenario';

const NO_PICTURE = { pictureUrl: null, pictureMaturity: null, blurhash: null };

const SIDECARS: SidecarsStatus = { waitingCount: 0, doneCount: 0, writtenCount: 0, run: null, problems: [] };

const RUN: SidecarRun = {
  ...{ doneCount: 24, totalCount: 120, writtenCount: 48, mergedCount: 6, sameCount: 2 },
  failedCount: 0,
  problems: [],
};

const TROUBLE: SidecarsStatus = {
  waitingCount: 0,
  doneCount: 41,
  writtenCount: 118,
  run: null,
  problems: [
    {
      fileName: 'sakura-fjord-style-v0.safetensors',
      placePath: '/mnt/models/ComfyUI/models/loras',
      part: 'a1111',
      cause: failure('disk.sidecarUnreadable', {
        path: '/mnt/models/ComfyUI/models/loras/sakura-fjord-style-v0.json',
      }),
    },
    {
      fileName: 'copper-choir-detailer-v0.safetensors',
      placePath: '/mnt/models/ComfyUI/models/loras',
      part: null,
      cause: failure('network.offline'),
    },
  ],
};

/** Files beside models: nothing yet, or some that could not be written; writing takes a moment. */
export function sidecarsHandlers(
  api: FakeApi,
  scenario: Scenario,
): Pick<Handlers, 'sidecars.status' | 'sidecars.writeAll' | 'sidecars.stop'> {
  let status = scenario === 'errors' ? TROUBLE : SIDECARS;
  const tell = (change: Partial<SidecarsStatus>) => {
    status = { ...status, ...change };
    api.emit('sidecars.changed', status);
    return ok(null);
  };
  return {
    'sidecars.status': () => ok(status),
    'sidecars.writeAll': () => tell({ waitingCount: 96, run: RUN }),
    'sidecars.stop': () => {
      const { run } = status;
      if (run !== null) api.emit('sidecars.ended', run);
      return tell({ waitingCount: 0, doneCount: 24, writtenCount: 48, run: null });
    },
  };
}

/** What templates make of the models that were made up. */
export function namesHandlers(scenario: Scenario): Pick<Handlers, 'names.preview'> {
  const targets = Array.from({ length: MOST_EXAMPLES }, (_, at) => modelDetails(at + 1)).flatMap((model) => {
    const [version] = model.versions;
    const [file] = version?.files ?? [];
    return version === undefined || file === undefined
      ? []
      : [toDownloadTarget(model, version, file, NO_PICTURE)];
  });
  return {
    'names.preview': (templates) =>
      scenario === 'empty'
        ? ok({ source: 'none', examples: [] })
        : ok({ source: 'library', examples: previewNames(templates, targets) }),
  };
}
