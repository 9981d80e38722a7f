import { LONGEST_SEARCH_TEXT } from '../../shared/civitai/search';

/** "aurora_fjord-v2 (1).safetensors" → "aurora fjord v2" */
export function wordsOfFileName(fileName: string): string {
  const stem = fileName.replace(/\.[a-z0-9]{1,12}$/i, '').replace(/\s*\(\d+\)$/, '');
  const words = stem.replace(/[\s_+.\-–—]+/g, ' ').trim();
  return words.slice(0, LONGEST_SEARCH_TEXT);
}
