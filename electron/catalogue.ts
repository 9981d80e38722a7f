import { join } from 'node:path';
import type { Got } from 'got';
import type { AccountView } from '../shared/account';
import type { CacheFacts } from '../shared/ipc/contract';
import type { Settings } from '../shared/settings/schema';
import { ownerOf, SqliteAnswerStore } from './adapters/answer-store';
import { GotCivitaiHost } from './adapters/civitai-api';
import { PictureFiles } from './adapters/picture-files';
import { Pictures } from './adapters/pictures';
import { SqliteSeenModels } from './adapters/seen-models-store';
import type { ApiOrigin } from './core/civitai/origins';
import type { Clock, HttpTransport } from './core/ports';
import { Catalogue } from './services/catalogue/catalogue';
import { Gallery } from './services/catalogue/gallery';
import { CatalogueNames } from './services/catalogue/names';
import { PacedCivitaiApi } from './services/catalogue/paced-api';
import { SeenAnswers } from './services/catalogue/seen-answers';
import { SeenNames } from './services/catalogue/seen-names';

export interface CatalogueParts {
  readonly api: ApiOrigin;
  readonly client: Got;
  readonly http: HttpTransport;
  readonly clock: Clock;
  readonly profile: string;
  readonly token: () => string | null;
  readonly settings: () => Settings;
  readonly onRenewed: (modelId: number | null) => void;
  readonly report: (what: string) => void;
}

/** Wires what asks Civitai, and what keeps its answers and pictures in the profile. */
export function createCatalogue({ api, client, http, clock, profile, token, ...parts }: CatalogueParts) {
  const civitai = new PacedCivitaiApi({ host: new GotCivitaiHost({ api, client }), clock, token });
  const store = new SqliteAnswerStore(join(profile, 'answers.db'), { report: parts.report });
  const seenModels = new SqliteSeenModels(join(profile, 'seen-models.db'), undefined, parts.report);
  const files = new PictureFiles(join(profile, 'pictures'));
  const pictures = new Pictures({ api, http, clock, files });
  const answers = new SeenAnswers({
    api: civitai,
    clock,
    store,
    owner: () => ownerOf(token()),
    onRenewed: (modelId) => {
      if (modelId !== null) catalogue.forget(modelId);
      parts.onRenewed(modelId);
    },
  });
  const catalogue: Catalogue = new Catalogue({ answers, clock, pictures, settings: parts.settings });
  return {
    civitai,
    pictures,
    catalogue,
    gallery: new Gallery({ answers, clock, pictures, catalogue }),
    names: new CatalogueNames(answers),
    seenNames: new SeenNames({ catalogue, models: seenModels, owner: () => ownerOf(token()) }),
    answers,
    maturity: () => parts.settings().maturity,
    cacheFacts: async (): Promise<CacheFacts> => ({ ...answers.facts(), pictures: await files.facts() }),
    clearCache: async () => {
      answers.clear();
      seenModels.clear();
      catalogue.forget(null);
      await pictures.clear();
    },
    /** What an account was told is nobody else's, also not in the next run. */
    onAccountChanged: ({ kind }: AccountView) => {
      // While the keychain is locked nobody knows whose answers these are.
      if (kind !== 'unchecked') {
        answers.dropOthers();
        seenModels.dropOthers(ownerOf(token()));
      }
      catalogue.forget(null);
    },
    close: () => {
      store.close();
      seenModels.close();
    },
  };
}
