import { type Failure, failure } from '../../../shared/failure';
import { err, ok, type Result } from '../../../shared/result';
import type { BulkPlan } from '../../services/bulk/bulk-plan';
import type { Area } from './area';

export interface BulkNeeds {
  readonly plan: BulkPlan;
  /** The system's dialogs; null when the user closed them without choosing. */
  readonly pickLock: () => Promise<string | null>;
  readonly pickLockTarget: () => Promise<string | null>;
  readonly read: (path: string) => Promise<Result<string, Failure>>;
  readonly write: (path: string, text: string) => Promise<Result<null, Failure>>;
}

export function bulkHandlers({ plan, ...needs }: BulkNeeds): Area<'bulk'> {
  return {
    'bulk.snapshot': () => ok(plan.snapshot()),
    'bulk.collect': (source) => plan.collect(source),
    'bulk.stop': () => {
      plan.stop();
      return ok(null);
    },
    'bulk.change': (change) => plan.change(change),
    'bulk.clear': () => {
      plan.clear();
      return ok(null);
    },
    'bulk.choices': ({ id }) => plan.choices(id),
    'bulk.queue': () => plan.queue(),
    'bulk.importLock': async () => {
      const path = await needs.pickLock();
      if (path === null) return ok(null);
      const text = await needs.read(path);
      if (!text.ok) return text;
      const fileCount = plan.importLock(text.value);
      return fileCount.ok ? ok({ fileCount: fileCount.value }) : fileCount;
    },
    'bulk.exportLock': async () => {
      if (plan.exportLock().fileCount === 0) return err(failure('input.notPossibleNow'));
      const path = await needs.pickLockTarget();
      if (path === null) return ok(null);
      // The plan may have changed while the dialog was open; what is written is what is there now.
      const { text, fileCount } = plan.exportLock();
      const written = await needs.write(path, text);
      return written.ok ? ok({ fileCount }) : written;
    },
  };
}
