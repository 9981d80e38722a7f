import type { DownloadTarget } from '../../../shared/download/download';
import {
  PARTIAL_FIELDS,
  type PlacementRule,
  type RuleCondition,
  type RuleField,
} from '../../../shared/placement-rules';

/** What rules look at. */
export type RuledFile = Pick<
  DownloadTarget,
  'modelType' | 'baseModel' | 'creator' | 'modelName' | 'versionName' | 'firstTag' | 'tags'
> & { readonly file: Pick<DownloadTarget['file'], 'type' | 'untrustedName'> };

/** The first rule that is on and holds; null when none does. A rule without conditions holds for nothing. */
export function ruleFor(rules: readonly PlacementRule[], file: RuledFile): PlacementRule | null {
  return (
    rules.find(
      ({ isOn, conditions }) =>
        isOn && conditions.length > 0 && conditions.every((condition) => holds(condition, file)),
    ) ?? null
  );
}

function holds({ field, text }: RuleCondition, file: RuledFile): boolean {
  const wanted = folded(text);
  const isPart = PARTIAL_FIELDS.has(field);
  // Nothing is a part of everything.
  if (wanted === '') return false;
  return factsOf(field, file).some((fact) =>
    isPart ? folded(fact).includes(wanted) : folded(fact) === wanted,
  );
}

function factsOf(field: RuleField, file: RuledFile): readonly string[] {
  const { modelType, baseModel, creator, modelName, versionName, tags, firstTag } = file;
  switch (field) {
    case 'modelType':
      return [modelType];
    case 'fileType':
      return [file.file.type];
    case 'baseModel':
      return baseModel === null ? [] : [baseModel];
    case 'creator':
      return creator === null ? [] : [creator];
    case 'tag':
      // Downloads of earlier versions know their first tag alone.
      return tags ?? (firstTag ? [firstTag] : []);
    case 'name':
      return [modelName, versionName, file.file.untrustedName];
  }
}

function folded(text: string): string {
  return text.normalize('NFC').trim().toLowerCase();
}
