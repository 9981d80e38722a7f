import type { Arrival } from '../../../shared/civitai/arrival';
import { ok } from '../../../shared/result';
import type { AppInfo, SystemStatus } from '../../../shared/status';
import type { GraphicsMemory } from '../../core/graphics-port';
import { openExternal } from '../../shell/open-external';
import type { Area } from './area';

export interface AppNeeds {
  readonly info: () => AppInfo;
  readonly status: () => SystemStatus;
  readonly graphics: GraphicsMemory;
  readonly copyText: (text: string) => void;
  readonly takeLink: () => Arrival | null;
  /** Where models and accounts have their pages. */
  readonly site: string;
}

export function appHandlers(needs: AppNeeds): Area<'app'> {
  return {
    'app.info': () => ok(needs.info()),
    'app.status': () => ok(needs.status()),
    'app.gpuMemory': async () => ok(await needs.graphics.totalBytes()),
    'app.copyText': ({ text }) => {
      needs.copyText(text);
      return ok(null);
    },
    'app.takeLink': () => ok(needs.takeLink()),
    'app.openLink': ({ untrustedUrl }) => openExternal(untrustedUrl),
    'app.openModelPage': ({ modelId, versionId }) => {
      const version = versionId === null ? '' : `?modelVersionId=${versionId}`;
      return openExternal(`${needs.site}/models/${modelId}${version}`);
    },
    'app.openTokenPage': () => openExternal(`${needs.site}/user/account`),
  };
}
