import type { GalleryQuery, GallerySubject } from '../../../shared/civitai/images';
import type { SearchQuery } from '../../../shared/civitai/search';
import type { AnswerKind } from './answer-kinds';
import { pagingParams } from './paging';
import { bitsUpTo } from './read-images';
import { searchParams } from './search-params';

/** Names and texts in the order they are sent; a list is a repeated name, never a list with commas. */
export type Params = readonly (readonly [string, string])[];

/** What is asked of the service. */
export interface Question {
  readonly kind: AnswerKind;
  /** Of the one model that is asked for; null for everything else. */
  readonly modelId: number | null;
  readonly path: string;
  readonly params: Params;
}

/** Fills a large window; far below what the service would give (200). */
const PICTURES_A_PAGE = '60';
const NAMES_A_PAGE = '50';

function subjectParam(subject: GallerySubject): readonly [string, string] {
  switch (subject.kind) {
    case 'model':
      return ['modelId', String(subject.modelId)];
    case 'version':
      return ['modelVersionId', String(subject.versionId)];
    case 'creator':
      return ['username', subject.username];
    case 'post':
      return ['postId', String(subject.postId)];
    case 'image':
      return ['imageId', String(subject.imageId)];
  }
}

/** `/images` gives what a picture was made with only when asked to (API note 1.9). */
export function imagesQuestion(query: GalleryQuery): Question {
  return {
    kind: 'list',
    modelId: null,
    path: '/api/v1/images',
    params: [
      ['limit', PICTURES_A_PAGE],
      subjectParam(query.subject),
      ['sort', query.sort],
      // One picture is asked for whatever its age.
      ['period', query.subject.kind === 'image' ? 'AllTime' : query.period],
      ['browsingLevel', String(bitsUpTo(query.maturity))],
      ['withMeta', 'true'],
      ...pagingParams(query.cursor),
    ],
  };
}

/** @param text that a name contains; empty for all of them */
export function namesQuestion(list: 'creators' | 'tags', text: string, cursor: string | null): Question {
  const words = text.trim();
  return {
    kind: 'list',
    modelId: null,
    path: `/api/v1/${list}`,
    params: [
      ['limit', NAMES_A_PAGE],
      ...(words === '' ? [] : [['query', words] as const]),
      ...pagingParams(cursor),
    ],
  };
}

export function searchQuestion(query: SearchQuery): Question {
  return { kind: 'list', modelId: null, path: '/api/v1/models', params: searchParams(query) };
}

export function modelQuestion(modelId: number): Question {
  return { kind: 'model', modelId, path: `/api/v1/models/${modelId}`, params: [] };
}

/** As many as a page of the list may hold, and as other programs ask for (API notes 0.7 and 1.1). */
export const MOST_BY_ID = 100;

/**
 * Many models at once, by their ids or by those of their versions. A service that does not know these
 * parameters answers with any models, and what is hidden or archived is left out, so an answer proves only what
 * stands in it.
 *
 * @param ids at most `MOST_BY_ID`
 */
export function modelsQuestion(by: 'ids' | 'modelVersionIds', ids: readonly number[]): Question {
  return {
    kind: 'list',
    modelId: null,
    path: '/api/v1/models',
    params: [
      ['limit', String(MOST_BY_ID)],
      [by, ids.join(',')],
      // Without it everything that is not PG is missing.
      ['nsfw', 'true'],
    ],
  };
}

export function versionQuestion(versionId: number): Question {
  return { kind: 'version', modelId: null, path: `/api/v1/model-versions/${versionId}`, params: [] };
}

/**
 * What the service asks of whoever downloads a version. Undocumented, and the only answer that says beforehand
 * whether a login is needed (API note 1.7); so nothing may depend on there being one.
 */
export function termsQuestion(versionId: number): Question {
  return { kind: 'terms', path: `/api/v1/model-versions/mini/${versionId}`, params: [], modelId: null };
}

/** @param hash hex in the exact length that the service stores: it finds no prefixes (API note 1.4) */
export function byHashQuestion(hash: string): Question {
  return {
    kind: 'version',
    modelId: null,
    path: `/api/v1/model-versions/by-hash/${encodeURIComponent(hash)}`,
    params: [],
  };
}

export const ENUMS_QUESTION: Question = { kind: 'enums', modelId: null, path: '/api/v1/enums', params: [] };
