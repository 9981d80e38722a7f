import type { OperationRecord } from '../operations/ports';

type Standing = Pick<OperationRecord, 'state' | 'failure'>;

/** Whether nothing more is done by itself. */
export function isEnded({ state }: Standing): boolean {
  return state === 'done' || state === 'undone' || state === 'failed';
}

/** Whether it could not be taken back as a whole, so that the user has to look. */
export function isLeftPartly({ state, failure }: Standing): boolean {
  return state === 'rollingBack' && failure?.code === 'disk.leftPartly';
}

/** Whether the user wanted it taken back, and it was. */
export function isCalledOff({ state, failure }: Standing): boolean {
  return state === 'failed' && failure?.code === 'input.cancelled';
}

/** Whether the files are on their way, or there: it is too late to call it off. */
export function isHappening({ state }: Pick<Standing, 'state'>): boolean {
  return state === 'running' || state === 'redoing' || state === 'done';
}
