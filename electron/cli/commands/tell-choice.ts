import { basename, join } from 'node:path';
import type { ModelFile } from '../../../shared/civitai/model';
import { HASH_KINDS } from '../../../shared/download/state';
import { formatBytes, formatDate } from '../../../shared/words/format';
import type { PlannedPlace } from '../../services/placement';
import { wordsFor } from '../output/failure-words';
import type { Terminal } from '../output/terminal';
import { type ChosenFile, reasonWords, traitsOf } from './choose-file';
import type { Outlook } from './look-ahead';

const MOST_OTHERS = 8;

/** Which file it is, why, and where it goes. */
export function tellChoice(
  terminal: Terminal,
  isJson: boolean,
  chosen: ChosenFile,
  place: PlannedPlace,
): void {
  const path = join(place.folder, place.fileName);
  if (isJson) terminal.event({ status: 'chosen', ...choiceEvent(chosen, place), path });
  else describe(terminal, chosen, place);
}

/** The same for `--dry-run`, with the hashes and what stands in the way. */
export function tellPlan(
  terminal: Terminal,
  isJson: boolean,
  chosen: ChosenFile,
  place: PlannedPlace,
  { path, isLikelyThere, obstacles }: Outlook,
): void {
  if (isJson) {
    const warnings = obstacles.map(({ code }) => code);
    terminal.event({ status: 'planned', ...choiceEvent(chosen, place), path, isLikelyThere, warnings });
    return;
  }
  describe(terminal, chosen, place);
  const { hashes } = chosen.target;
  const published = HASH_KINDS.filter((kind) => hashes[kind] !== null);
  for (const kind of published) terminal.note(`  ${kind.padEnd(8)}${hashes[kind]}`);
  if (published.length === 0) terminal.note('  Civitai publishes no hash of it, so it could not be proven.');
  const access = accessWords(chosen);
  if (access !== null) terminal.note(access);
  if (isLikelyThere)
    terminal.note(
      'A file of this name and length is there already; if its hash is right, nothing is fetched.',
    );
  else if (basename(path) !== place.fileName)
    terminal.note(`The name is taken, so it would be called ${basename(path)}.`);
  for (const cause of obstacles) {
    const { title, reason } = wordsFor(cause);
    terminal.note(`${title}. ${reason}`);
  }
  terminal.note('Nothing was fetched.');
}

function describe(terminal: Terminal, chosen: ChosenFile, place: PlannedPlace): void {
  const { target, file, others } = chosen;
  const about = [target.modelType, target.baseModel, target.creator].filter((word) => word !== null);
  terminal.note(`${target.modelName}, ${target.versionName} (${about.join(', ')})`);
  terminal.note(`${place.fileName}: ${facts(file)} → ${place.folder}`);
  const why = reasonWords(chosen);
  if (others.length === 0) return;
  const count = others.length === 1 ? '1 other file' : `${others.length} other files`;
  terminal.note(
    `${why === '' ? '' : `Chosen (${why}). `}This version has ${count}; --file ID takes another one:`,
  );
  for (const other of others.slice(0, MOST_OTHERS)) {
    terminal.note(`  ${String(other.id).padEnd(10)}${other.untrustedName}: ${facts(other)}`);
  }
  if (others.length > MOST_OTHERS) terminal.note(`  and ${others.length - MOST_OTHERS} more`);
}

function facts(file: ModelFile): string {
  const size = file.approximateBytes === null ? 'size unknown' : formatBytes(file.approximateBytes);
  return [size, traitsOf(file), file.type === 'Model' ? '' : file.type]
    .filter((fact) => fact !== '')
    .join(', ');
}

function accessWords({ version: { access } }: ChosenFile): string | null {
  switch (access.kind) {
    case 'open':
      return null;
    case 'earlyAccess':
      return access.untilMs === null
        ? 'It is in early access: only people who bought it can fetch it.'
        : `It is in early access until ${formatDate(access.untilMs)}: until then only people who bought it can fetch it.`;
    case 'paid':
      return 'It is for buyers only.';
    case 'downloadsDisabled':
      return 'Its creator has turned downloads off.';
  }
}

function choiceEvent({ target, file, version, reasons, others }: ChosenFile, place: PlannedPlace): object {
  const short = (entry: ModelFile) => ({
    fileId: entry.id,
    name: entry.untrustedName,
    type: entry.type,
    approximateBytes: entry.approximateBytes,
    format: entry.format,
    precision: entry.precision,
    sizeClass: entry.sizeClass,
  });
  return {
    modelId: target.modelId,
    versionId: target.versionId,
    ...short(file),
    modelName: target.modelName,
    versionName: target.versionName,
    modelType: target.modelType,
    baseModel: target.baseModel,
    creator: target.creator,
    hashes: target.hashes,
    access: version.access,
    fileName: place.fileName,
    folder: place.folder,
    reasons,
    others: others.map(short),
  };
}
