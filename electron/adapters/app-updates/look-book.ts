import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { AppLookBook, AppLookNotes } from '../../core/app-updates/ports';

const notesSchema = z.object({ lookedAtMs: z.number().int().nullable(), hasFound: z.boolean() });
const NOTHING: AppLookNotes = { lookedAtMs: null, hasFound: false };

/** One small file. One that cannot be read counts as none: then Civet looks once more than it had to. */
export class FileLookBook implements AppLookBook {
  constructor(private readonly path: string) {}

  load(): AppLookNotes {
    try {
      return notesSchema.parse(JSON.parse(readFileSync(this.path, 'utf8')));
    } catch {
      return NOTHING;
    }
  }

  save(notes: AppLookNotes): void {
    try {
      mkdirSync(dirname(this.path), { recursive: true });
      writeFileSync(this.path, JSON.stringify(notes));
    } catch {
      // The next start looks anew.
    }
  }
}
