import type { CreatorPage } from '../../../shared/civitai/creators';
import type { TagPage } from '../../../shared/civitai/tags';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { namesQuestion } from '../../core/civitai/endpoints';
import { type ReadPage, readPage } from '../../core/civitai/paging';
import { readCreator, readTag } from '../../core/civitai/read-names';
import type { SeenAnswers } from './seen-answers';

/** Creators and tags, page by page, the busiest first. */
export class CatalogueNames {
  constructor(private readonly answers: Pick<SeenAnswers, 'ask'>) {}

  /** @param text that a name contains; empty for all */
  creators(text: string, cursor: string | null): Promise<Result<CreatorPage, Failure>> {
    return this.ask('creators', text, cursor, readCreator);
  }

  /** @param text that a name contains; empty for all */
  tags(text: string, cursor: string | null): Promise<Result<TagPage, Failure>> {
    return this.ask('tags', text, cursor, readTag);
  }

  private async ask<Item>(
    list: 'creators' | 'tags',
    text: string,
    cursor: string | null,
    read: (entry: unknown) => { readonly key: string; readonly item: Item } | null,
  ): Promise<Result<ReadPage<Item> & Pick<CreatorPage, 'seen'>, Failure>> {
    const answer = await this.answers.ask(namesQuestion(list, text, cursor));
    if (!answer.ok) return answer;
    const page = readPage(answer.value.value, read, cursor);
    if (page === null) return err(failure('http.badAnswer', { message: `no list of ${list}` }));
    return ok({ ...page, seen: answer.value.seen });
  }
}
