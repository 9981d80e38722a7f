import { carriesToken } from '../../../shared/carries-token';
import { type Arrival, readArrival } from '../../../shared/civitai/arrival';

/** What is known of the clipboard from one look to the next; in memory alone, while somebody wants to be told. */
export interface ClipboardState {
  /** Null before the first look: what was copied before nobody has asked about. */
  readonly text: string | null;
}

export interface ClipboardLook {
  readonly text: string;
  /** Copied within Civet, where everything there is can be opened already. */
  readonly isOwn: boolean;
}

export const NOTHING_SEEN: ClipboardState = { text: null };

/** A longer text is nothing that somebody wants opened, and costs time to read. */
const LONGEST_TEXT = 20_000;

/** Whether a copied text is worth a word: it is new, comes from elsewhere, and is nothing but links that Civet opens. */
export function judgeClipboard(
  before: ClipboardState,
  { text, isOwn }: ClipboardLook,
): { readonly state: ClipboardState; readonly offer: Arrival | null } {
  const state = { text };
  if (before.text === null || text === before.text || isOwn) return { state, offer: null };
  if (text.length > LONGEST_TEXT || carriesToken(text)) return { state, offer: null };
  return { state, offer: readArrival(text) };
}
