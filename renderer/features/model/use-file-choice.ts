import { useMemo, useState } from 'react';
import {
  type ChoiceReason,
  chooseFile,
  groupFiles,
  neededCompanions,
} from '../../../shared/civitai/choose-file';
import type { ModelFile, ModelVersion } from '../../../shared/civitai/model';
import type { FilePreference } from '../../../shared/settings/schema';
import { useSettingsStore } from '../../stores/settings';

/** Until the settings are there; the same as their defaults. */
const USUAL_PREFERENCE: FilePreference = { format: 'SafeTensor', precision: 'fp16', sizeClass: 'pruned' };

export interface FileChoiceView {
  readonly own: readonly ModelFile[];
  readonly companions: readonly ModelFile[];
  /** In the order of the version. */
  readonly chosen: readonly ModelFile[];
  /** The one that was chosen last, of which everything is told. */
  readonly file: ModelFile | null;
  /** What Civet would take, and why. */
  readonly suggestedId: number | null;
  readonly reasons: readonly ChoiceReason[];
  readonly preference: FilePreference;
  /** These and no others of the model's own; what comes along stays as it is. */
  readonly chooseOwn: (fileIds: ReadonlySet<number>) => void;
  readonly setCompanion: (fileId: number, isWanted: boolean) => void;
}

/** What goes along stands first, because what is told of is the last one. */
function suggestedIds(fileId: number | null, companions: readonly ModelFile[]): readonly number[] {
  return fileId === null ? [] : [...neededCompanions(companions).map(({ id }) => id), fileId];
}

/** The chosen files of a version: the user's, or else the one that suits their preference. */
export function useFileChoice(version: ModelVersion): FileChoiceView {
  const preference = useSettingsStore((state) => state.settings?.preference ?? USUAL_PREFERENCE);
  const { own, companions } = useMemo(() => groupFiles(version.files), [version.files]);
  const suggestion = useMemo(() => chooseFile(own, preference), [own, preference]);
  /** The last one was chosen last. */
  const [ownChoice, setOwnChoice] = useState<readonly number[] | null>(null);
  const ids = ownChoice ?? suggestedIds(suggestion?.fileId ?? null, companions);
  const isOwn = (fileId: number) => own.some(({ id }) => id === fileId);
  return {
    own,
    companions,
    chosen: version.files.filter(({ id }) => ids.includes(id)),
    file: version.files.find(({ id }) => id === ids.at(-1)) ?? null,
    suggestedId: suggestion?.fileId ?? null,
    reasons: suggestion?.reasons ?? [],
    preference,
    chooseOwn: (wanted) => {
      const kept = ids.filter((id) => !isOwn(id) || wanted.has(id));
      setOwnChoice([...kept, ...[...wanted].filter((id) => !kept.includes(id))]);
    },
    setCompanion: (fileId, isWanted) => {
      const others = ids.filter((id) => id !== fileId);
      setOwnChoice(isWanted ? [...others, fileId] : others);
    },
  };
}
