import { z } from 'zod';
import type { Diagnostics } from '../diagnostics';
import { call } from './call';

const nothing = z.undefined();

/** What the page may ask about Civet itself; a part of the contract. */
export const diagnosticsCalls = {
  'diagnostics.snapshot': call(nothing).returns<Diagnostics>(),
  /** Everything that a saved report holds, word for word. It is made anew with every call. */
  'diagnostics.report': call(nothing).returns<string>(),
  /** Writes the report that was made last where the user says; false when they closed the dialog. */
  'diagnostics.save': call(nothing).returns<boolean>(),
  /** The licences of everything that Civet is made of. */
  'diagnostics.licences': call(nothing).returns<string>(),
} as const;
