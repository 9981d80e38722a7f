import { Folder, type LucideIcon, PanelsTopLeft, Workflow } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { LAYOUTS, type Layout } from '../../../shared/placement';
import { Button } from '../../ui/button';
import { TextButton } from '../../ui/text-button';
import { pickRoot } from './actions';

const icons: Readonly<Record<Layout, LucideIcon>> = {
  comfyui: Workflow,
  a1111: PanelsTopLeft,
  plain: Folder,
};

export function ChooseRoot() {
  const { t } = useTranslation('folders');
  return (
    <section aria-labelledby="folders-choose" className="folders-choose">
      <h2 id="folders-choose" className="folders-choose-title">
        {t('choose.title')}
      </h2>
      <p className="folders-choose-text dim">{t('choose.text')}</p>
      <ul className="folders-choices">
        {LAYOUTS.map((layout) => {
          const Icon = icons[layout];
          return (
            <li key={layout} className="folders-choice">
              <Icon aria-hidden size={20} strokeWidth={1.5} className="folders-choice-icon" />
              <h3>{t(`choose.${layout}.name`)}</h3>
              <p className="folders-choice-text dim">{t(`choose.${layout}.text`)}</p>
              <Button
                variant={layout === 'comfyui' ? 'primary' : 'secondary'}
                onPress={() => void pickRoot(layout)}
              >
                {t(`choose.${layout}.action`)}
              </Button>
            </li>
          );
        })}
      </ul>
      <TextButton onPress={() => void pickRoot(null)}>{t('choose.detect')}</TextButton>
      <p className="folders-hint dim">{t('choose.hint')}</p>
    </section>
  );
}
