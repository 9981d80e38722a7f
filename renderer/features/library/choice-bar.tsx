import { Copy, Download, Ellipsis, FileText, FolderInput, ShieldCheck, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ChosenSummary, LibraryChoice } from '../../../shared/library/library';
import { clearSelected, type SelectionList } from '../../stores/selection';
import { Button } from '../../ui/button';
import { formatBytes } from '../../ui/format';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { SelectionFrame } from '../../ui/selection-frame';
import { checkFiles, downloadAgain } from './actions';
import { copyOfChosen, planMove, writeChosenSidecars } from './choice-actions';
import { askToMove, trashSeen } from './choice-question';
import { useChosen } from './use-choosing';
import { useChosenRenewal, useChosenSummary } from './use-chosen-summary';

interface ChoiceBarProps {
  readonly list: SelectionList;
  /** After the bar is gone, with what was pressed in it. */
  readonly onCleared: () => void;
}

/** How much is chosen, and what can be done with it; there while something is. */
export function ChoiceBar({ list, onCleared }: ChoiceBarProps) {
  const { t } = useTranslation('library');
  const { choice } = useChosen(list);
  const { summary } = useChosenSummary(choice);
  useChosenRenewal();
  const words = ({ fileCount, bytes, elsewhereCount }: ChosenSummary) => {
    const chosen = t('choice.count', { count: fileCount, size: formatBytes(bytes) });
    return elsewhereCount === 0
      ? chosen
      : t('choice.countElsewhere', { chosen, elsewhere: t('choice.elsewhere', { count: elsewhereCount }) });
  };
  const isSome = choice !== null && summary !== null && summary.fileCount > 0;
  return (
    <SelectionFrame
      label={t('choice.label')}
      words={isSome ? words(summary) : null}
      clearLabel={t('choice.clear')}
      onClear={() => {
        clearSelected(list);
        onCleared();
      }}
    >
      {isSome && <Acts choice={choice} summary={summary} list={list} onCleared={onCleared} />}
    </SelectionFrame>
  );
}

interface ActsProps extends ChoiceBarProps {
  readonly choice: LibraryChoice;
  readonly summary: ChosenSummary;
}

function Acts({ choice, summary, list, onCleared }: ActsProps) {
  const { t } = useTranslation(['library', 'operations']);
  const [busy, setBusy] = useState<'trash' | 'move' | null>(null);
  const { thereCount, lostCount, recognisedCount } = summary;
  const during = async (what: typeof busy, act: () => Promise<void>) => {
    setBusy(what);
    await act();
    setBusy(null);
  };
  const trash = () =>
    trashSeen(choice, summary, () => {
      clearSelected(list);
      onCleared();
    });
  const move = async () => {
    const plan = await planMove({ choice, mark: summary.mark });
    if (plan !== null) askToMove(plan);
  };
  const again = {
    id: 'again',
    label: t('choice.again', { count: lostCount }),
    icon: Download,
    onAction: () => void downloadAgain(choice),
  };
  return (
    <>
      <Button icon={ShieldCheck} isDisabled={thereCount === 0} onPress={() => void checkFiles(choice)}>
        {t('choice.check')}
      </Button>
      <Button
        icon={FolderInput}
        isDisabled={recognisedCount === 0}
        isPending={busy === 'move'}
        onPress={() => void during('move', move)}
      >
        {t('choice.move')}
      </Button>
      <Button
        icon={Trash2}
        isDisabled={thereCount === 0}
        isPending={busy === 'trash'}
        onPress={() => void during('trash', trash)}
      >
        {t('wishes.trash', { ns: 'operations' })}
      </Button>
      <MenuButton
        label={t('choice.more')}
        trigger={<IconButton icon={Ellipsis} label={t('choice.more')} />}
        entries={[
          ...(lostCount > 0 ? [again] : []),
          {
            id: 'sidecars',
            label: t('choice.sidecars.write'),
            icon: FileText,
            isDisabled: recognisedCount === 0,
            onAction: () => void writeChosenSidecars(choice),
          },
          {
            id: 'words',
            label: t('choice.copyWords'),
            icon: Copy,
            onAction: () => void copyOfChosen(choice, 'triggerWords'),
          },
          {
            id: 'paths',
            label: t('choice.copyPaths'),
            icon: Copy,
            onAction: () => void copyOfChosen(choice, 'paths'),
          },
        ]}
      />
    </>
  );
}
