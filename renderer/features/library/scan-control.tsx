import { Pause, Play, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryStatus } from '../../../shared/library/library';
import { Button } from '../../ui/button';
import { pauseScan, scanNow } from './actions';

/** Begins, pauses or goes on; one button, because one of them makes sense at a time. */
export function ScanControl({ status }: { readonly status: LibraryStatus }) {
  const { t } = useTranslation('library');
  const { scan, isPaused, isWanted } = status;
  if (isPaused) {
    return (
      <Button icon={Play} onPress={() => void scanNow()}>
        {t('scan.resume')}
      </Button>
    );
  }
  if (scan.kind === 'idle') {
    return (
      <Button icon={RefreshCw} variant={isWanted ? 'secondary' : 'primary'} onPress={() => void scanNow()}>
        {t('scan.now')}
      </Button>
    );
  }
  return (
    <Button icon={Pause} onPress={() => void pauseScan()}>
      {t('scan.pause')}
    </Button>
  );
}
