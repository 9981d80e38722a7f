/** The two channels there are. Names of calls and events travel inside, and main parses them. */
export const CALL_CHANNEL = 'civet:call';
export const EVENT_CHANNEL = 'civet:event';

/** Under this name the preload puts `Api` on the page's window. */
export const API_GLOBAL = 'civet';
