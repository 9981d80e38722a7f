import type { IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';
import { type Failure, failure } from '../../shared/failure';
import type { DropOutcome } from '../../shared/inspection/inspection';
import { type CallName, type CallResult, contract, type Handlers } from '../../shared/ipc/contract';
import { err, type Result } from '../../shared/result';

export interface ServeNeeds {
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  /** A handler threw: a bug, told once, and never shown as anything else. */
  readonly report: (error: unknown, call: string) => void;
}

function isCallName(name: unknown): name is CallName {
  return typeof name === 'string' && Object.hasOwn(contract, name);
}

/** Null for what cannot even be judged: zod throws where it would freeze a list of bytes. */
function parsed(schema: z.ZodType, payload: unknown) {
  try {
    return schema.safeParse(payload);
  } catch {
    return null;
  }
}

async function answer<Name extends CallName>(
  handlers: Handlers,
  name: Name,
  payload: unknown,
): Promise<CallResult<Name>> {
  const input = parsed(contract[name].input, payload);
  if (!input?.success) return err(failure('input.invalid', { call: name }));
  // The schema of this very call has just made the value; only the link between the two is lost.
  return handlers[name](input.data as Parameters<Handlers[Name]>[0]);
}

/** Answers a call of the contract: sender, then payload, then handler; nothing throws across. */
export function answerCalls(handlers: Handlers, needs: ServeNeeds) {
  return async (
    event: IpcMainInvokeEvent,
    name: unknown,
    payload: unknown,
  ): Promise<Result<unknown, Failure>> => {
    if (!needs.isTrusted(event)) return err(failure('ipc.untrustedSender'));
    if (!isCallName(name)) return err(failure('input.invalid'));
    try {
      return await answer(handlers, name, payload);
    } catch (error) {
      needs.report(error, name);
      return err(failure('app.bug'));
    }
  };
}

const droppedPaths = z.array(z.string().min(1).max(32_767)).min(1).max(10_000);

export interface DropNeeds {
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  readonly take: (paths: readonly string[]) => Promise<Result<DropOutcome, Failure>>;
}

/** Takes the paths of files that the user let go of over the window. */
export function answerDrops({ isTrusted, take }: DropNeeds) {
  return async (event: IpcMainInvokeEvent, payload: unknown): Promise<Result<DropOutcome, Failure>> => {
    if (!isTrusted(event)) return err(failure('ipc.untrustedSender'));
    const paths = droppedPaths.safeParse(payload);
    return paths.success ? take(paths.data) : err(failure('input.invalid', { call: 'drop' }));
  };
}
