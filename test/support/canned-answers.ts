import { Catalogue } from '../../electron/services/catalogue/catalogue';
import { Gallery } from '../../electron/services/catalogue/gallery';
import { CatalogueNames } from '../../electron/services/catalogue/names';
import type { SeenAnswers } from '../../electron/services/catalogue/seen-answers';
import type { Failure } from '../../shared/failure';
import { pictureIdSchema } from '../../shared/ids';
import { ok, type Result } from '../../shared/result';
import { settingsSchema } from '../../shared/settings/schema';
import { SteeredClock } from './steered-clock';

/** The rooms of the catalogue on answers that a test gives, by the path that is asked for. */
export function cannedCatalogue(answer: (path: string) => Result<unknown, Failure>) {
  const clock = new SteeredClock();
  const asked: { path: string; params: readonly (readonly [string, string])[] }[] = [];
  const answers: Pick<SeenAnswers, 'ask'> = {
    ask: async ({ path, params }) => {
      asked.push({ path, params });
      const answered = answer(path);
      if (!answered.ok) return answered;
      return ok({
        value: answered.value,
        seen: { atMs: clock.nowMs(), state: 'current', cause: null } as const,
      });
    },
  };
  const pictures = { idOf: (_url: string) => pictureIdSchema.parse('A'.repeat(22)) };
  const catalogue = new Catalogue({ answers, clock, pictures, settings: () => settingsSchema.parse({}) });
  return {
    asked,
    catalogue,
    gallery: new Gallery({ answers, clock, pictures, catalogue }),
    names: new CatalogueNames(answers),
  };
}
