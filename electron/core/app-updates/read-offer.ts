import { z } from 'zod';
import type { OfferedVersion } from '../../../shared/app-updates/app-updates';
import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import { plainNotes } from './release-notes';

const noteSchema = z.union([z.string(), z.object({ version: z.string(), note: z.string().nullish() })]);

const offerSchema = z.object({
  // As semver has it; what else a feed writes there is not shown to anybody.
  version: z
    .string()
    .max(100)
    .regex(/^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/),
  releaseDate: z.unknown(),
  releaseNotes: z
    .union([z.string(), z.array(noteSchema)])
    .nullish()
    .catch(null),
});

/** Reads what a feed says of a version; whether that is newer is not decided here. */
export function readOffer(untrusted: unknown): Result<OfferedVersion, Failure> {
  const parsed = offerSchema.safeParse(untrusted);
  if (!parsed.success) return err(failure('appUpdate.feedUnreadable'));
  const { version, releaseDate, releaseNotes } = parsed.data;
  return ok({ version, releasedAtMs: readTime(releaseDate), notes: plainNotes(joined(releaseNotes ?? '')) });
}

function joined(notes: string | readonly z.infer<typeof noteSchema>[]): string {
  if (typeof notes === 'string') return notes;
  return notes
    .map((each) => (typeof each === 'string' ? each : `${each.version}\n\n${each.note ?? ''}`))
    .join('\n\n');
}

function readTime(untrusted: unknown): number | null {
  const atMs = untrusted instanceof Date ? untrusted.getTime() : Date.parse(String(untrusted));
  return Number.isFinite(atMs) ? atMs : null;
}
