import type { CallName, Handlers } from '../../../shared/ipc/contract';

/** The handlers of one area of the contract, for example everything that begins with "downloads.". */
export type Area<Prefix extends string> = Pick<Handlers, Extract<CallName, `${Prefix}.${string}`>>;
