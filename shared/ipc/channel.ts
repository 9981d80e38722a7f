/** The page's two channels. Names of calls and events travel inside, and main parses them. */
export const CALL_CHANNEL = 'civet:call';
export const EVENT_CHANNEL = 'civet:event';
/** The preload's own: paths of files that were dropped, which the page never has. */
export const DROP_CHANNEL = 'civet:drop';

/** Under this name the preload puts `Api` on the page's window. */
export const API_GLOBAL = 'civet';
