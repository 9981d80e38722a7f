import { useState } from 'react';
import { type ChoiceReason, chooseFile } from '../../../shared/civitai/choose-file';
import type { ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { FilePreference } from '../../../shared/settings/schema';
import { useSettingsStore } from '../../stores/settings';

/** Until the settings are there; the same as their defaults. */
const USUAL_PREFERENCE: FilePreference = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' };

export interface FileChoiceView {
  readonly file: ModelFile | null;
  /** What Civet would take, and why. */
  readonly suggestedId: number | null;
  readonly reasons: readonly ChoiceReason[];
  readonly choose: (fileId: number) => void;
}

/** The chosen file of a version: the user's, or else the one that suits their preference. */
export function useFileChoice(version: ModelVersion): FileChoiceView {
  const preference = useSettingsStore((state) => state.settings?.preference ?? USUAL_PREFERENCE);
  const [ownChoice, setOwnChoice] = useState<number | null>(null);
  const suggestion = chooseFile(version.files, preference);
  const chosenId = ownChoice ?? suggestion?.fileId ?? null;
  return {
    file: version.files.find(({ id }) => id === chosenId) ?? null,
    suggestedId: suggestion?.fileId ?? null,
    reasons: suggestion?.reasons ?? [],
    choose: setOwnChoice,
  };
}
