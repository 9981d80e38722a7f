import { useQueries } from '@tanstack/react-query';
import { isWithin } from '../../shared/civitai/maturity';
import type { MaturityLevel } from '../../shared/civitai/model';
import type { LookUp } from '../../shared/civitai/search-line';
import type { Failure, FailureCode } from '../../shared/failure';
import { api, FailureError, failureOf } from '../ipc/api';
import { useSettingsStore } from '../stores/settings';
import { useSettled } from './use-settled';

/** Long enough that a number is not looked up digit by digit. */
const PAUSE_MS = 300;

export interface LookedUp {
  readonly lookUp: LookUp;
  readonly modelId: number;
  readonly versionId: number | null;
  /** Null for a model above the user's level, whose name may say too much. */
  readonly modelName: string | null;
  readonly versionName: string | null;
  readonly creator: string | null;
}

export interface LookUpAnswers {
  readonly found: readonly LookedUp[];
  readonly isPending: boolean;
  /** The first trouble; what was found besides stands nevertheless. */
  readonly failure: Failure | null;
}

const ABSENT: readonly FailureCode[] = ['input.unknownModel', 'input.unknownVersion', 'input.unknownHash'];

/** @throws FailureError for anything but "there is none" */
async function find(lookUp: LookUp, maturity: MaturityLevel): Promise<LookedUp | null> {
  const place = await placeOf(lookUp);
  if (place === null) return null;
  const { modelId, versionId } = place;
  const answer = await api.invoke('catalogue.model', { modelId, maturity });
  if (!answer.ok) {
    if (ABSENT.includes(answer.error.code)) return null;
    throw new FailureError(answer.error);
  }
  const model = answer.value;
  const isShown = isWithin(model.maturity, maturity);
  const version = model.versions.find(({ id }) => id === versionId);
  return {
    lookUp,
    modelId,
    versionId,
    modelName: isShown ? model.name : null,
    versionName: isShown ? (version?.name ?? null) : null,
    creator: isShown ? model.creator : null,
  };
}

async function placeOf(
  lookUp: LookUp,
): Promise<{ readonly modelId: number; readonly versionId: number | null } | null> {
  if (lookUp.kind === 'model') return { modelId: lookUp.modelId, versionId: null };
  const wanted = lookUp.kind === 'hash' ? { hash: lookUp.hash } : { versionId: lookUp.versionId };
  const answer = await api.invoke('catalogue.findVersion', wanted);
  if (answer.ok) return answer.value;
  if (ABSENT.includes(answer.error.code)) return null;
  throw new FailureError(answer.error);
}

/** What Civitai says of ids and hashes; each is asked for when the line has rested for a moment. */
export function useLookUps(lookUps: readonly LookUp[]): LookUpAnswers {
  const maturity = useSettingsStore((state) => state.settings?.maturity ?? 'PG');
  const key = JSON.stringify(lookUps);
  const isSettled = useSettled(key, PAUSE_MS) === key;
  const answers = useQueries({
    queries: lookUps.map((lookUp) => ({
      queryKey: ['look-up', lookUp, maturity],
      queryFn: () => find(lookUp, maturity),
      enabled: isSettled,
    })),
  });
  const failed = answers.find(({ isError }) => isError);
  return {
    found: answers.flatMap(({ data }) => data ?? []),
    isPending: answers.some(({ isPending }) => isPending),
    failure: failed === undefined ? null : failureOf(failed.error),
  };
}
