import { z } from 'zod';
import { number, text } from './wire-parts';

/** One entry of `/creators`. The service lists accounts without a name, too (API note 1.10). */
export const wireCreator = z.object({ username: text, modelCount: number });

/** One entry of `/tags`. */
export const wireTag = z.object({ name: text, modelCount: number });
