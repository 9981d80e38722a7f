import i18next from 'i18next';
import type { Api } from '../../../shared/ipc/contract';
import { navigate } from '../../stores/view';
import { showToast } from '../../ui/toast';
import { runWords } from './words';

/** Under this word the toast of a run takes the place of the one that told of its begin. */
export const SIDECAR_TOAST = 'sidecars';

/** Tells how a run that the user has asked for has ended, once. The answer ends it. */
export function startSidecarToasts(bridge: Api): () => void {
  let runningId: number | null = null;
  return bridge.on('sidecars.changed', ({ run }) => {
    if (run === null) return;
    if (run.state === 'running') {
      runningId = run.id;
      return;
    }
    if (runningId !== run.id) return;
    runningId = null;
    showToast({
      ...runWords(run),
      replaces: SIDECAR_TOAST,
      ...(run.failedCount > 0
        ? {
            action: {
              label: i18next.t('sidecars.run.show', { ns: 'settings' }),
              onPress: () => navigate({ screen: 'settings' }),
            },
          }
        : {}),
    });
  });
}
