import { FolderSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LAYOUTS } from '../../../shared/placement';
import { Button } from '../../ui/button';
import { TextButton } from '../../ui/text-button';
import { pickRoot } from './actions';
import { PROGRAM_ICONS } from './program-icons';

const PROGRAMS = LAYOUTS.filter((layout) => layout !== 'plain');

/** The first folder: what can be pointed at, and the one thing to do. */
export function ChooseRoot() {
  const { t } = useTranslation('folders');
  return (
    <section aria-labelledby="folders-choose" className="folders-choose">
      <h2 id="folders-choose" className="folders-choose-title">
        {t('choose.title')}
      </h2>
      <p className="folders-choose-text dim">{t('choose.text')}</p>
      <ul aria-label={t('choose.programs')} className="folders-choices">
        {PROGRAMS.map((layout) => {
          const Icon = PROGRAM_ICONS[layout];
          return (
            <li key={layout} className="folders-choice">
              <Icon aria-hidden size={16} strokeWidth={1.5} className="folders-icon" />
              {t(`layouts.${layout}`)}
            </li>
          );
        })}
      </ul>
      <div className="folders-choose-actions">
        <Button variant="primary" icon={FolderSearch} onPress={() => void pickRoot(null)}>
          {t('choose.action')}
        </Button>
        <TextButton onPress={() => void pickRoot('plain')}>{t('choose.plain')}</TextButton>
      </div>
      <p className="folders-hint dim">{t('choose.hint')}</p>
    </section>
  );
}
