import { FolderPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';

/** In place of the button where Civitai gives out no file. */
export function NotOffered({ isArchived }: { readonly isArchived: boolean }) {
  const { t } = useTranslation('model');
  return (
    <div className="download-panel">
      <Button variant="primary" size="large" isDisabled>
        {t('download.notPossible')}
      </Button>
      <p className="dim">{t(isArchived ? 'access.archived.text' : 'access.downloadsDisabled.text')}</p>
    </div>
  );
}

/** In place of the button until Civet knows where models go. */
export function ChooseFolderFirst() {
  const { t } = useTranslation('model');
  return (
    <div className="download-panel">
      <Button
        variant="primary"
        size="large"
        icon={FolderPlus}
        onPress={() => navigate({ screen: 'folders' })}
      >
        {t('download.chooseFolder')}
      </Button>
      <p className="dim">{t('download.chooseFolderText')}</p>
    </div>
  );
}
