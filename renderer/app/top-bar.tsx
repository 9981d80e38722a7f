import { ArrowLeft, ArrowRight, Command } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { goBack, goForward, setPaletteOpen, useViewStore } from '../stores/view';
import { IconButton } from '../ui/icon-button';
import { shortcutText } from '../ui/kbd';
import { MaturityButton } from './maturity-button';
import { SearchBox } from './search-box';
import './top-bar.css';

export function TopBar() {
  const { t } = useTranslation();
  const canGoBack = useViewStore((state) => state.canGoBack);
  const canGoForward = useViewStore((state) => state.canGoForward);
  return (
    <header className="top-bar">
      <div className="top-bar-steps">
        <IconButton
          icon={ArrowLeft}
          label={t('top.back')}
          hint={shortcutText(['Alt', '←'])}
          isDisabled={!canGoBack}
          onPress={goBack}
        />
        <IconButton
          icon={ArrowRight}
          label={t('top.forward')}
          hint={shortcutText(['Alt', '→'])}
          isDisabled={!canGoForward}
          onPress={goForward}
        />
      </div>
      <SearchBox />
      <span className="top-bar-gap" />
      <MaturityButton />
      <IconButton
        icon={Command}
        label={t('top.palette')}
        hint={shortcutText(['Mod', 'Shift', 'P'])}
        onPress={() => setPaletteOpen(true)}
      />
    </header>
  );
}
