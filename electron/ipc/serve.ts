import { ipcMain } from 'electron';
import { CALL_CHANNEL, DROP_CHANNEL } from '../../shared/ipc/channel';
import type { Handlers } from '../../shared/ipc/contract';
import { answerCalls, answerDrops, type DropNeeds, type ServeNeeds } from './answer';

/** Answers every call of the contract. */
export function serve(handlers: Handlers, needs: ServeNeeds): void {
  ipcMain.handle(CALL_CHANNEL, answerCalls(handlers, needs));
}

/**
 * Hears of files that the user let go of over the window. Their paths come from the preload, which has them from
 * the system: this channel is not on the page's bridge, so the page can neither name a path nor read one here.
 */
export function serveDrops(needs: DropNeeds): void {
  ipcMain.handle(DROP_CHANNEL, answerDrops(needs));
}
