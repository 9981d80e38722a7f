import type { Failure } from '../../../shared/failure';
import type { Result } from '../../../shared/result';
import { showFailure } from '../../app/show-failure';
import { api } from '../../ipc/api';

function tellFailure(answer: Result<unknown, Failure>): void {
  if (!answer.ok) showFailure(answer.error);
}

export async function lookForMisplaced(): Promise<void> {
  tellFailure(await api.invoke('operations.lookForMisplaced'));
}

export async function tidyFiles(ids: readonly number[], usesTemplate: boolean): Promise<void> {
  tellFailure(await api.invoke('operations.tidy', { ids, usesTemplate }));
}

export async function renameFiles(ids: readonly number[]): Promise<void> {
  tellFailure(await api.invoke('operations.rename', { ids }));
}

export async function moveToRightFolder(id: number): Promise<void> {
  tellFailure(await api.invoke('operations.moveToRightFolder', { id }));
}

export async function linkInto(id: number, rootId: string): Promise<void> {
  tellFailure(await api.invoke('operations.linkInto', { id, rootId }));
}
