import { err, ok, type Result } from '../../../shared/result';
import type { Catalogue } from '../../services/catalogue/catalogue';
import type { Misuse, SearchRequest } from '../arguments/command-line';
import { nearest } from '../arguments/nearest';
import { quotable } from '../arguments/secrets';

export interface Filters extends Pick<SearchRequest, 'types' | 'baseModels'> {
  /** What to write instead of base models that Civitai does not list; null when it lists all of them. */
  readonly doubt: Misuse | null;
}

/**
 * Types and base models as Civitai writes them, whatever case they were given in.
 *
 * A type must be one of Civitai's: it refuses others without saying why. A base model need not be listed, since
 * Civitai keeps models of ones that it lists no more.
 */
export async function knownFilters(
  { types, baseModels }: Pick<SearchRequest, 'types' | 'baseModels'>,
  catalogue: Pick<Catalogue, 'knownValues'>,
): Promise<Result<Filters, Misuse>> {
  if (types.length === 0 && baseModels.length === 0) return ok({ types, baseModels, doubt: null });
  const known = await catalogue.knownValues();
  const unknownType = types.find((type) => written(type, known.types) === null);
  if (unknownType !== undefined)
    return err({
      problem: `Civitai has no type ${quotable(unknownType)}.`,
      next: `${suggestion(unknownType, known.types)}Its types are ${known.types.join(', ')}.`,
    });
  const unknownBase = baseModels.find((name) => written(name, known.baseModels) === null);
  return ok({
    types: types.map((type) => written(type, known.types) ?? type),
    baseModels: baseModels.map((name) => written(name, known.baseModels) ?? name),
    doubt:
      unknownBase === undefined
        ? null
        : {
            problem: `Civitai lists no base model ${quotable(unknownBase)}.`,
            next: `${suggestion(unknownBase, known.baseModels)}It is written as on a model’s page, such as "SDXL 1.0".`,
          },
  });
}

function written(given: string, known: readonly string[]): string | null {
  return known.find((name) => plain(name) === plain(given)) ?? null;
}

/** "sdxl1.0" is "SDXL 1.0". */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]+/g, '');
}

function suggestion(given: string, known: readonly string[]): string {
  const near = nearest(plain(given), known.map(plain));
  const name = known.find((entry) => plain(entry) === near);
  return name === undefined ? '' : `Did you mean ${quotable(name)}? `;
}
