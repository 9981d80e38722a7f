import { err, ok, type Result } from './result';

/** What a template can speak of, as it is written between braces. */
export const TEMPLATE_TOKENS = [
  'model',
  'version',
  'creator',
  'base',
  'type',
  'tag',
  'file',
  'precision',
  'format',
  'size',
  'date',
  'hash',
  'model-id',
  'version-id',
  'file-id',
] as const;
export type TemplateToken = (typeof TEMPLATE_TOKENS)[number];

/** In UTF-16 units. */
export const LONGEST_TEMPLATE = 300;
export const MOST_SUBFOLDERS = 5;

export const TEMPLATE_USES = ['file', 'folder'] as const;
/** What a template is for: the file's name without its extension, or the folders below the one of its kind. */
export type TemplateUse = (typeof TEMPLATE_USES)[number];

/** Both as the user has written them; an empty one leaves everything as Civitai and the program have it. */
export interface NameTemplates {
  readonly file: string;
  readonly folder: string;
}

/** Why a template makes no sense. `part` is what the message quotes. */
export interface TemplateProblem {
  readonly kind:
    | 'unknownToken'
    | 'openBrace'
    | 'slash'
    | 'absolute'
    | 'upward'
    | 'empty'
    | 'constant'
    | 'tooDeep'
    | 'tooLong';
  readonly part: string;
}

export type TemplatePart =
  | { readonly text: string }
  /** `otherwise` stands where the fact is missing. */
  | { readonly token: TemplateToken; readonly otherwise: string };
/** One name: of a folder, or of the file. */
export type TemplateSegment = readonly TemplatePart[];

/** What would be left of words once they are a name: nothing of dots, blanks and slashes. */
const NAMELESS = /^[\s._]*$/;

/**
 * Reads a template, in which `{token}` stands for a fact, and `{token|otherwise}` for a fact or, where it is missing,
 * for other words. Folders stand between slashes of either kind.
 *
 * @returns no segments for an empty one
 */
export function readTemplate(
  template: string,
  use: TemplateUse,
): Result<readonly TemplateSegment[], TemplateProblem> {
  const problem = (kind: TemplateProblem['kind'], part = '') => err({ kind, part });
  if (template.length > LONGEST_TEMPLATE) return problem('tooLong');
  if (template.trim() === '') return ok([]);
  if (/^\s*(?:[/\\]|[a-z]:)/i.test(template)) return problem('absolute');
  const written = splitSegments(template);
  if (use === 'file' && written.length > 1) return problem('slash');
  if (written.length > MOST_SUBFOLDERS) return problem('tooDeep');
  const segments: TemplateSegment[] = [];
  for (const text of written) {
    if (/^\s*\.{1,2}\s*$/.test(text)) return problem('upward', text.trim());
    const segment = readSegment(text);
    if (!segment.ok) return segment;
    if (segment.value.every((part) => 'text' in part && NAMELESS.test(part.text)))
      return problem('empty', text);
    segments.push(segment.value);
  }
  const isConstant = segments.every((segment) => segment.every((part) => 'text' in part));
  // Every file would want the same name. The same folder for all of a kind is a wish like any other.
  return use === 'file' && isConstant ? problem('constant') : ok(segments);
}

/** A slash at the end says nothing, and one within braces belongs to the words there. */
function splitSegments(template: string): readonly string[] {
  return template
    .trim()
    .replace(/[/\\]+$/, '')
    .split(/[/\\](?![^{}]*\})/);
}

function readSegment(segment: string): Result<TemplateSegment, TemplateProblem> {
  const parts: TemplatePart[] = [];
  let at = 0;
  while (at < segment.length) {
    const open = segment.indexOf('{', at);
    const text = segment.slice(at, open < 0 ? undefined : open);
    if (text !== '') parts.push({ text });
    if (open < 0) break;
    const close = segment.indexOf('}', open);
    if (close < 0) return err({ kind: 'openBrace', part: segment.slice(open) });
    const [name = '', ...rest] = segment.slice(open + 1, close).split('|');
    const token = TEMPLATE_TOKENS.find((known) => known === name.trim().toLowerCase());
    if (token === undefined) return err({ kind: 'unknownToken', part: `{${name}}` });
    parts.push({ token, otherwise: rest.join('|').trim() });
    at = close + 1;
  }
  return ok(parts);
}

/** What had to be done to a name until every system takes it. */
export type NameChange =
  /** Signs that some system does not take were replaced or left out. */
  | 'cleaned'
  | 'shortened'
  /** Nothing was left of the template's own, so the file keeps the name that Civitai gives it. */
  | 'ownName'
  /** A folder of the template came out empty. */
  | 'folderLeftOut'
  /** Another of these files has that name already, so this one gets a suffix. */
  | 'taken';

/** What a template makes of one file that is really there, or will be. */
export interface NameExample {
  readonly modelName: string;
  readonly versionName: string;
  readonly modelType: string;
  /** As it is without a template. */
  readonly ownName: string;
  /** As it stands on the disk now; null for what is not there. */
  readonly diskName: string | null;
  /** The folders below the one of the file's kind. */
  readonly subfolders: readonly string[];
  readonly fileName: string;
  readonly changes: readonly NameChange[];
}

export interface NamePreview {
  /**
   * `library`: the newest downloads, and files of the library of several types; `downloads`: placed and queued files,
   * newest first; `models`: files of models that were looked at.
   */
  readonly source: 'library' | 'downloads' | 'models' | 'none';
  readonly examples: readonly NameExample[];
}
