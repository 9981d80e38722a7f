import { chooseFile } from '../../../shared/civitai/choose-file';
import type { Licence, ModelFile, VersionAccess } from '../../../shared/civitai/model';
import type { SearchFilters } from '../../../shared/civitai/search';
import type { FilePreference } from '../../../shared/settings/schema';

/** What the filters look at in a model; its first version is the one that is offered. */
export interface FilteredModel {
  readonly tags: readonly string[];
  readonly licence: Licence;
  readonly versions: readonly {
    readonly access: VersionAccess;
    readonly files: readonly ModelFile[];
  }[];
}

/**
 * Whether a model passes the filters that the service does not know, refuses or drops in silence (API note
 * 1.1): the terms of the licence, every tag, early access, the format and the size of what would be fetched.
 *
 * A term of which the creator said nothing is not taken for granted. A size that is not known is no reason to
 * hide a model.
 */
export function passesOwnFilters(
  { tags, licence, versions }: FilteredModel,
  filters: SearchFilters,
  preference: FilePreference,
): boolean {
  const [first] = versions;
  const files = first?.files ?? [];
  const carried = new Set(tags.map((tag) => tag.toLowerCase()));
  if (!filters.tags.every((tag) => carried.has(tag.toLowerCase()))) return false;
  if (!passesLicence(licence, filters)) return false;
  if (filters.hidesEarlyAccess && (first?.access.kind === 'earlyAccess' || first?.access.kind === 'paid'))
    return false;
  if (filters.safeTensorOnly && !files.some(({ format }) => format === 'SafeTensor')) return false;
  if (filters.largestBytes === null) return true;
  const choice = chooseFile(files, preference);
  const bytes = files.find(({ id }) => id === choice?.fileId)?.approximateBytes ?? null;
  return bytes === null || bytes <= filters.largestBytes;
}

function passesLicence(licence: Licence, filters: SearchFilters): boolean {
  if (filters.needsNoCredit && licence.isCreditRequired !== false) return false;
  if (filters.allowsDerivatives && licence.allowsDerivatives !== true) return false;
  if (filters.allowsOtherLicence && licence.allowsDifferentLicence !== true) return false;
  // The service looks for any of several uses, in a record that says more than an old answer of it does.
  if (filters.commercialUse.length < 2) return true;
  return filters.commercialUse.every((use) => licence.commercialUse?.includes(use) === true);
}
