import type { Diagnostics } from '../../../shared/diagnostics';
import type { Failure } from '../../../shared/failure';
import { ok, type Result } from '../../../shared/result';
import type { Area } from './area';

export interface DiagnosticsNeeds {
  readonly look: () => Promise<Diagnostics>;
  /** The text of a report, without anything private. */
  readonly report: () => Promise<string>;
  /** Lets the user choose a place and writes there; false when they closed the dialog. */
  readonly save: (text: string) => Promise<Result<boolean, Failure>>;
  readonly licences: () => Promise<string>;
}

export function diagnosticsHandlers(needs: DiagnosticsNeeds): Area<'diagnostics'> {
  // What is saved is what was shown, to the letter.
  let shown: string | null = null;
  return {
    'diagnostics.snapshot': async () => ok(await needs.look()),
    'diagnostics.report': async () => {
      shown = await needs.report();
      return ok(shown);
    },
    'diagnostics.save': async () => needs.save(shown ?? (await needs.report())),
    'diagnostics.licences': async () => ok(await needs.licences()),
  };
}
