import { z } from 'zod';
import { FOLDER_KINDS, LAYOUTS } from './placement';

// Apart from the lists themselves, so that the page can use those without carrying zod.
export const folderKindSchema = z.enum(FOLDER_KINDS);
export const layoutSchema = z.enum(LAYOUTS);
