import { emptyWish } from '../../shared/civitai/search';
import { wordsOfFileName } from './file-name-words';
import { takeWish } from './search-actions';

/** Looks in Discover for a model by what its file is called. */
export function searchByFileName(fileName: string): void {
  takeWish({ ...emptyWish, text: wordsOfFileName(fileName) });
}
