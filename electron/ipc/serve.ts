import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import { type Failure, failure } from '../../shared/failure';
import type { DropOutcome } from '../../shared/inspection/inspection';
import { CALL_CHANNEL, DROP_CHANNEL } from '../../shared/ipc/channel';
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

async function answer<Name extends CallName>(
  handlers: Handlers,
  name: Name,
  payload: unknown,
): Promise<CallResult<Name>> {
  const input = contract[name].input.safeParse(payload);
  if (!input.success) return err(failure('input.invalid', { call: name }));
  // The schema of this very call has just made the value; only the link between the two is lost.
  return handlers[name](input.data as Parameters<Handlers[Name]>[0]);
}

/** Answers every call of the contract: sender, then payload, then handler; nothing throws across. */
export function serve(handlers: Handlers, needs: ServeNeeds): void {
  ipcMain.handle(CALL_CHANNEL, async (event, name: unknown, payload: unknown) => {
    if (!needs.isTrusted(event)) return err(failure('ipc.untrustedSender'));
    if (!isCallName(name)) return err(failure('input.invalid'));
    try {
      return await answer(handlers, name, payload);
    } catch (error) {
      needs.report(error, name);
      return err(failure('app.bug'));
    }
  });
}

const droppedPaths = z.array(z.string().min(1).max(32_767)).min(1).max(10_000);

export interface DropNeeds {
  readonly isTrusted: (event: IpcMainInvokeEvent) => boolean;
  readonly take: (paths: readonly string[]) => Promise<Result<DropOutcome, Failure>>;
}

/**
 * Hears of files that the user let go of over the window. Their paths come from the preload, which has them from
 * the system: this channel is not on the page's bridge, so the page can neither name a path nor read one here.
 */
export function serveDrops({ isTrusted, take }: DropNeeds): void {
  ipcMain.handle(DROP_CHANNEL, async (event, payload: unknown) => {
    if (!isTrusted(event)) return err(failure('ipc.untrustedSender'));
    const paths = droppedPaths.safeParse(payload);
    return paths.success ? take(paths.data) : err(failure('input.invalid', { call: 'drop' }));
  });
}
