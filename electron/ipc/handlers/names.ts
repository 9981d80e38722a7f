import { ok } from '../../../shared/result';
import type { NameExamples } from '../../services/placement/name-examples';
import type { Area } from './area';

export function namesHandlers(examples: Pick<NameExamples, 'preview'>): Area<'names'> {
  return {
    'names.preview': async (templates) => ok(await examples.preview(templates)),
  };
}
