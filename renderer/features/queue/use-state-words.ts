import { useTranslation } from 'react-i18next';
import type { DownloadView } from '../../../shared/download/download';
import { useSpaceStore } from '../../stores/space';
import { stateWords } from './state-words';

/** The words for a download's state, with the volume it waits for. */
export function useStateWords(download: DownloadView) {
  const { t } = useTranslation('queue');
  const volumes = useSpaceStore((store) => store.volumes);
  return stateWords(t, download, volumes);
}
