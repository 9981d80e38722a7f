export const PAGE_SCHEME = 'app';
export const PAGE_HOST = 'bundle';
/** Where the page lives; nothing else is ever shown in a window of Civet's. */
export const PAGE_ORIGIN = `${PAGE_SCHEME}://${PAGE_HOST}`;
