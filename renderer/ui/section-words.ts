import { createContext } from 'react';

/** What is said of the section around; a row within it may be found by these words. */
export const SectionWords = createContext('');
