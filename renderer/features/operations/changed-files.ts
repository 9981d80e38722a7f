import i18next from 'i18next';
import type { ChangedFile, OperationView } from '../../../shared/operations/operations';

const SEPARATOR = /[/\\\\]/;

interface Place {
  readonly folder: readonly string[];
  readonly name: string;
}

/** What has become of the files in one line, such as "a.safetensors · loras → vae". */
export function changedLine({ files, fileCount }: Pick<OperationView, 'files' | 'fileCount'>): string {
  const t = i18next.getFixedT(null, 'operations');
  const [first, ...others] = files;
  if (first === undefined) return '';
  const areAlike = others.every((each) => isMovedAlike(first, each));
  const named = areAlike ? files : [first];
  const names = named.map(({ from }) => placeOf(from).name).join(', ');
  const more = fileCount - named.length;
  const said = more > 0 ? t('file.more', { names, count: more }) : names;
  const [was, is] = [placeOf(first.from), first.to === null ? null : placeOf(first.to)];
  if (is === null) return t('file.from', { name: said, folder: was.folder.at(-1) ?? '' });
  if (was.folder.join('/') === is.folder.join('/'))
    return was.name === is.name ? said : t('file.renamed', { from: said, to: is.name });
  const [from, to] = told(was.folder, is.folder);
  return t('file.moved', { name: said, from, to: was.name === is.name ? to : `${to}/${is.name}` });
}

/** The same with the whole paths, a line each. */
export function changedPaths({ files, fileCount }: Pick<OperationView, 'files' | 'fileCount'>): string {
  const t = i18next.getFixedT(null, 'operations');
  const lines = files.map(({ from, to }) => (to === null || to === from ? from : `${from}\n→ ${to}`));
  const more = fileCount - files.length;
  return [...lines, ...(more > 0 ? [t('file.rest', { count: more })] : [])].join('\n\n');
}

function placeOf(path: string): Place {
  const parts = path.split(SEPARATOR).filter((part) => part !== '');
  return { folder: parts.slice(0, -1), name: parts.at(-1) ?? path };
}

/** From the same folder to the same other one, under the names that they had. */
function isMovedAlike(one: ChangedFile, other: ChangedFile): boolean {
  const [from, alsoFrom] = [placeOf(one.from), placeOf(other.from)];
  if (from.folder.join('/') !== alsoFrom.folder.join('/')) return false;
  if (one.to === null || other.to === null) return one.to === other.to;
  const [to, alsoTo] = [placeOf(one.to), placeOf(other.to)];
  const keepNames = from.name === to.name && alsoFrom.name === alsoTo.name;
  return keepNames && to.folder.join('/') === alsoTo.folder.join('/');
}

/** As much of the ends of two folders as it takes to tell them apart. */
function told(one: readonly string[], other: readonly string[]): readonly [string, string] {
  const most = Math.max(one.length, other.length);
  for (let parts = 1; parts < most; parts += 1) {
    const [from, to] = [one.slice(-parts).join('/'), other.slice(-parts).join('/')];
    if (from !== to) return [from, to];
  }
  return [one.join('/'), other.join('/')];
}
