import { ClipboardPaste, Compass, FileInput, Heart, type LucideIcon, UserRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePlanStore } from '../../stores/plan';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { shortcutText } from '../../ui/kbd';
import { askForList, importLock, planFavorites } from './actions';
import './plan-empty.css';

/** The ways in which a plan begins. */
export function PlanEmpty() {
  const { t } = useTranslation('plan');
  const isSignedIn = usePlanStore((store) => store.head.isSignedIn);
  return (
    <div className="plan-empty">
      <div className="plan-empty-words">
        <h1 className="screen-title">{t('empty.title')}</h1>
        <p className="dim">{t('empty.text')}</p>
      </div>
      <ul className="plan-ways">
        <Way
          icon={ClipboardPaste}
          title={t('empty.list.title')}
          text={t('empty.list.text', { key: shortcutText(['Mod', 'V']) })}
          action={t('empty.list.action')}
          isFirst
          onPress={askForList}
        />
        <Way
          icon={Compass}
          title={t('empty.select.title')}
          text={t('empty.select.text')}
          action={t('empty.select.action')}
          onPress={() => navigate({ screen: 'discover' })}
        />
        <Way
          icon={UserRound}
          title={t('empty.creator.title')}
          text={t('empty.creator.text')}
          action={t('empty.creator.action')}
          onPress={() => navigate({ screen: 'creators' })}
        />
        {isSignedIn && (
          <Way
            icon={Heart}
            title={t('empty.favorites.title')}
            text={t('empty.favorites.text')}
            action={t('empty.favorites.action')}
            onPress={planFavorites}
          />
        )}
        <Way
          icon={FileInput}
          title={t('empty.lock.title')}
          text={t('empty.lock.text')}
          action={t('empty.lock.action')}
          onPress={() => void importLock()}
        />
      </ul>
    </div>
  );
}

interface WayProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly isFirst?: boolean;
  readonly onPress: () => void;
}

function Way({ icon: Icon, title, text, action, isFirst = false, onPress }: WayProps) {
  return (
    <li className="plan-way">
      <Icon aria-hidden size={20} strokeWidth={1.5} className="plan-way-icon" />
      <div className="plan-way-words">
        <h2 className="plan-way-title">{title}</h2>
        <p className="dim">{text}</p>
      </div>
      <Button variant={isFirst ? 'primary' : 'secondary'} onPress={onPress}>
        {action}
      </Button>
    </li>
  );
}
