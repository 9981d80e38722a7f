import i18next from 'i18next';
import { Folder, FolderCheck } from 'lucide-react';
import { FOLDER_KINDS, type FolderKind } from '../../shared/placement';
import type { MenuEntry } from '../ui/menu-entries';

const WHERE_IT_BELONGS = 'belongs';

type Choices = Pick<Extract<MenuEntry, { readonly choices: unknown }>, 'choices' | 'chosenId' | 'onChoose'>;

/**
 * The kinds of folder as choices of a menu, and the one that suits the file.
 *
 * @param chosen by the user; null while it goes where it belongs
 */
export function kindChoices(chosen: FolderKind | null, onChoose: (kind: FolderKind | null) => void): Choices {
  return {
    chosenId: chosen ?? WHERE_IT_BELONGS,
    choices: [
      { id: WHERE_IT_BELONGS, label: i18next.t('folders:putInto.belongs') },
      ...FOLDER_KINDS.map((id) => ({ id, label: i18next.t(`folders:kinds.${id}`) })),
    ],
    onChoose: (id) => onChoose(FOLDER_KINDS.find((kind) => kind === id) ?? null),
  };
}

/** The same as entries of a menu that holds nothing else. */
export function choiceEntries(
  chosen: FolderKind | null,
  onChoose: (kind: FolderKind | null) => void,
): readonly MenuEntry[] {
  const { choices, chosenId, onChoose: choose } = kindChoices(chosen, onChoose);
  return choices.map(({ id, label }) => ({
    id,
    label,
    icon: id === chosenId ? FolderCheck : Folder,
    onAction: () => choose(id),
  }));
}
