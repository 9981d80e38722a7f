import { failure } from '../shared/failure';
import { err, ok } from '../shared/result';
import type { Settings } from '../shared/settings/schema';
import type { SidecarProblem } from '../shared/sidecars';
import { NodeSidecarFiles } from './adapters/sidecar-files';
import { systemPlaces } from './adapters/system';
import type { createCatalogue } from './catalogue';
import { versionQuestion } from './core/civitai/endpoints';
import type { PartFiles } from './core/ports';
import { isTable } from './core/sidecars/json-table';
import type { Publish } from './ipc/publish';
import { Sidecars } from './services/sidecars/sidecars';
import type { Log } from './shell/log-file';

export interface SidecarParts
  extends Pick<ReturnType<typeof createCatalogue>, 'catalogue' | 'answers' | 'pictures' | 'maturity'> {
  readonly parts: PartFiles;
  readonly settings: () => Settings;
  readonly publish: Publish;
  readonly log: Pick<Log, 'warn' | 'error'>;
}

/** The largest that the picture host keeps ready. */
const PREVIEW_WIDTH = 1_200;

/** Wires what is written beside models; decides nothing. */
export function createSidecars({ settings, publish, log, parts, ...rooms }: SidecarParts): Sidecars {
  const { catalogue, answers, pictures, maturity } = rooms;
  return new Sidecars({
    catalogue,
    maturity,
    places: systemPlaces,
    files: new NodeSidecarFiles(parts),
    version: async (versionId, signal) => {
      const answer = await answers.ask(versionQuestion(versionId), { urgency: 'ahead', signal });
      if (!answer.ok) return answer;
      const { value } = answer.value;
      return isTable(value) ? ok(value) : err(failure('http.badAnswer', { message: 'no version' }));
    },
    still: async (url, signal) =>
      (await pictures.fetch(pictures.idOf(url), PREVIEW_WIDTH, signal))?.bytes ?? null,
    wishes: () => settings().sidecars,
    publish: (status) => publish('sidecars.changed', status),
    onEnded: (run) => publish('sidecars.ended', run),
    warn: (problem) => log.warn(told(problem)),
    report: (error) => log.error('Writing beside a model met a bug.', error),
  });
}

function told({ part, fileName, cause }: SidecarProblem): string {
  return `${part === null ? 'Nothing' : `No ${part}`} could be written beside ${fileName}: ${cause.code}.`;
}
