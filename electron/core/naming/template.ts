import type { DownloadTarget } from '../../../shared/download/download';
import {
  type NameChange,
  type NameTemplates,
  readTemplate,
  type TemplatePart,
  type TemplateSegment,
  type TemplateToken,
  type TemplateUse,
} from '../../../shared/naming';
import { byteLength, cleanFileName, cleanFolderName, LONGEST_NAME_BYTES, splitExtension } from './file-name';

/** What a name is made of. */
export type NamedTarget = Omit<
  DownloadTarget,
  'pictureUrl' | 'pictureMaturity' | 'blurhash' | 'lockedHashes'
>;

/** Every part is safe on Windows, macOS and Linux, and is one part of a path and never more. */
export interface ChosenName {
  /** Below the folder of the file's kind; from the outermost to the innermost. */
  readonly subfolders: readonly string[];
  readonly fileName: string;
  readonly changes: readonly NameChange[];
}

/**
 * The name of a file and the folders it goes into, as the user's templates have it. Whatever a creator wrote into a
 * name or a tag is cleaned before it is joined with anything, so it can neither lead elsewhere nor be a reserved name.
 * A template that makes no sense counts as empty.
 */
export function nameFor(target: NamedTarget, templates: NameTemplates): ChosenName {
  const own = cleanFileName(target.file.untrustedName, `model-${target.versionId}-${target.fileId}`);
  const changes = new Set<NameChange>();
  const subfolders: string[] = [];
  for (const segment of segmentsOf(templates.folder, 'folder')) {
    const words = fill(segment, target);
    const folder = cleanFolderName(words);
    if (folder === '') changes.add('folderLeftOut');
    else subfolders.push(folder);
    if (folder !== '' && folder !== words) changes.add('cleaned');
  }
  const [named] = segmentsOf(templates.file, 'file');
  if (named === undefined) return { subfolders, fileName: own, changes: [...changes] };
  const words = fill(named, target);
  const fileName = withExtensionOf(own, words);
  if (fileName === null) changes.add('ownName');
  else if (isShortened(words, fileName)) changes.add('shortened');
  else if (splitExtension(fileName).stem !== words && fileName !== words) changes.add('cleaned');
  return { subfolders, fileName: fileName ?? own, changes: [...changes] };
}

function segmentsOf(template: string, use: TemplateUse): readonly TemplateSegment[] {
  const read = readTemplate(template, use);
  return read.ok ? read.value : [];
}

/** Null when nothing usable is left of the words. The extension is the file's own, whatever the words end with. */
function withExtensionOf(ownName: string, words: string): string | null {
  const { extension } = splitExtension(ownName);
  // Slashes and colons would make a path of them, of which only the end counts.
  const stem = words.replace(/[/\\:]+/g, '_').replace(/[. ]+$/, '');
  const isThere = extension !== '' && stem.toLowerCase().endsWith(extension.toLowerCase());
  const name = cleanFileName(isThere ? stem.slice(0, -extension.length) : stem, '');
  if (name === '') return null;
  return cleanFileName(`${unblocked(name, extension)}${extension}`, ownName);
}

/** In front of an extension nothing else is one. */
function unblocked(name: string, extension: string): string {
  return extension === '' ? name : name.replace(/\.blocked$/, '');
}

function isShortened(words: string, fileName: string): boolean {
  return byteLength(words) + byteLength(splitExtension(fileName).extension) > LONGEST_NAME_BYTES;
}

/** What stands between two facts goes with the one that is missing, and so do brackets around it. */
function fill(segment: TemplateSegment, target: NamedTarget): string {
  const words = segment.map((part) => wordsOf(part, target));
  const isMissing = (at: number) => words[at] === '' && segment[at] !== undefined;
  const kept = words.map((word, at) => {
    const part = segment[at];
    if (part === undefined || !('text' in part) || !/^[\s._-]+$/.test(word)) return word;
    return isMissing(at + 1) || (at === 1 && isMissing(0)) ? '' : word;
  });
  const filled = kept.join('');
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  if (!words.some((_, at) => isMissing(at))) return line(filled);
  return line(filled.replace(/\(\s*\)|\[\s*\]/g, '')).replace(/^[\s._-]+|[\s_-]+$/g, '');
}

function wordsOf(part: TemplatePart, target: NamedTarget): string {
  if ('text' in part) return part.text;
  const fact = factOf(part.token, target)?.trim() ?? '';
  return fact === '' ? part.otherwise : fact;
}

function factOf(token: TemplateToken, target: NamedTarget): string | null {
  switch (token) {
    case 'type':
      return target.modelType;
    case 'base':
      return target.baseModel;
    case 'creator':
      return target.creator;
    case 'model':
      return target.modelName;
    case 'version':
      return target.versionName;
    case 'model-id':
      return String(target.modelId);
    case 'version-id':
      return String(target.versionId);
    case 'file-id':
      return String(target.fileId);
    case 'precision':
      return target.file.precision;
    case 'format':
      return target.file.format;
    case 'size':
      return target.file.sizeClass;
    case 'date':
      return dayOf(target.publishedAtMs ?? null);
    case 'tag':
      return target.firstTag ?? null;
    case 'hash':
      return target.hashes.autoV2 ?? target.hashes.sha256?.slice(0, 10) ?? null;
    case 'file':
      return splitExtension(target.file.untrustedName).stem;
  }
}

/** For example "2024-05-31", in UTC so that it is the same on every machine. */
function dayOf(atMs: number | null): string | null {
  const date = atMs === null ? null : new Date(atMs);
  return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10);
}
