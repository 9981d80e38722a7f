import {
  ArrowUpCircle,
  Download,
  FilePlus2,
  FolderInput,
  FolderOpen,
  Link2,
  Search,
  ShieldCheck,
} from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectedFile } from '../../../shared/inspection/inspection';
import { searchByFileName } from '../../app/search-by-file-name';
import { Button } from '../../ui/button';
import { checkFiles, downloadAgain } from '../library/actions';
import {
  downloadWhole,
  openInspected,
  placeInspected,
  planNewer,
  showInspected,
  writeBeside,
} from './actions';

interface InspectedActsProps {
  readonly file: InspectedFile;
  readonly isActive: boolean;
}

/** What can be done with a file, one click each; what changes it only once it is certain what it is. */
export function InspectedActs({ file, isActive }: InspectedActsProps) {
  const { t } = useTranslation('inspection');
  const [isWorking, setIsWorking] = useState(false);
  const { id, identity, stage, damage } = file;
  const version = identity.kind === 'unknown' ? null : identity.version;
  const isSure = stage.kind === 'done' && ['sameBytes', 'sameWeights', 'uncompared'].includes(identity.kind);
  const place = identity.kind === 'unknown' || !isSure ? null : identity.place;
  const lies = place?.secondName === null ? place.lies.kind : 'there';
  const isMisplaced = lies === 'elsewhere';
  // What another program uses stays where that looks for it; a second name there takes no space.
  const canLink = lies === 'otherProgram' || (isMisplaced && place?.isInLibrary === false);
  const isLost = damage?.isConfirmed === true && stage.kind !== 'reading' && stage.kind !== 'waiting';
  const lost = { kind: 'files', ids: damage === null ? [] : [damage.fileId] } as const;
  const isCut = stage.kind === 'done' && identity.kind === 'cut';
  const isNameless = identity.kind === 'unknown' && file.flaw !== null && file.flaw.kind !== 'tooLong';
  const newer = version?.newer ?? null;
  const stop = { size: 'small', excludeFromTabOrder: !isActive } as const;
  const quiet = { ...stop, variant: 'quiet' } as const;
  // A large file that goes to another disk is copied: not twice by a second press.
  const work = (what: () => Promise<void>) => {
    setIsWorking(true);
    void what().finally(() => setIsWorking(false));
  };
  return (
    <div className="inspected-acts">
      {isLost && (
        <Button {...stop} icon={Download} onPress={() => void downloadAgain(lost)}>
          {t('acts.again')}
        </Button>
      )}
      {damage?.isConfirmed === false && (
        <Button {...stop} icon={ShieldCheck} onPress={() => void checkFiles(lost)}>
          {t('acts.check')}
        </Button>
      )}
      {(isMisplaced || lies === 'unsorted') && (
        <Button
          {...(isMisplaced ? stop : quiet)}
          icon={FolderInput}
          isPending={isWorking}
          onPress={() => work(() => placeInspected(id, 'move'))}
        >
          {t('acts.move')}
        </Button>
      )}
      {canLink && (
        <Button
          {...quiet}
          icon={Link2}
          isDisabled={isWorking}
          onPress={() => work(() => placeInspected(id, 'link'))}
        >
          {t('acts.link')}
        </Button>
      )}
      {isCut && (
        <Button {...stop} icon={Download} isPending={isWorking} onPress={() => work(() => downloadWhole(id))}>
          {t('acts.downloadWhole')}
        </Button>
      )}
      {isNameless && stage.kind !== 'asking' && (
        <Button {...stop} icon={Search} onPress={() => searchByFileName(file.fileName)}>
          {t('acts.search')}
        </Button>
      )}
      {version && (
        <Button {...(isMisplaced || isLost || isCut ? quiet : stop)} onPress={() => openInspected(file)}>
          {t('openModel')}
        </Button>
      )}
      {newer && (
        <Button {...quiet} icon={ArrowUpCircle} onPress={() => void planNewer(id)}>
          {t('acts.planNewer', { name: newer.name })}
        </Button>
      )}
      {place !== null && (
        <Button
          {...quiet}
          icon={FilePlus2}
          isDisabled={isWorking}
          onPress={() => work(() => writeBeside(id))}
        >
          {t('acts.sidecars')}
        </Button>
      )}
      <Button {...quiet} icon={FolderOpen} onPress={() => void showInspected(id)}>
        {t('show')}
      </Button>
    </div>
  );
}
