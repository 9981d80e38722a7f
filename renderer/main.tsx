import './ui/tokens.css';
import './ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterFirstPaint } from './app/after-first-paint';
import { startAnswerEvents } from './app/answer-events';
import { App } from './app/app';
import { startArrivingLinks } from './app/arriving-links';
import { startCopiedLinks } from './app/copied-links';
import { startLeavingFields } from './app/fields-left';
import { startFirstStart } from './app/first-start';
import { startLeftPlace } from './app/left-place';
import { startNavigationEvents } from './app/navigation-events';
import { queryClient } from './app/query-client';
import { startFurtherScreens } from './app/screens';
import { startTheme } from './app/theme';
import { allowEmptyHtml } from './app/trusted-html';
import { startWarmFonts } from './app/warm-fonts';
import { planDroppedText, startDrops } from './features/inspection/actions';
import { startNewVersionToasts } from './features/new-versions/actions';
import { startOperationToasts } from './features/operations/actions';
import { api } from './ipc/api';
import { startWords } from './locales/words';
import { startMirrors } from './stores/start';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

allowEmptyHtml();
startTheme();
startMirrors(api);
startAnswerEvents(api, queryClient);
startNavigationEvents(api);
startLeavingFields();
startArrivingLinks(api, planDroppedText);
startCopiedLinks(api);
startFirstStart();
startLeftPlace(api);
startDrops(api);
startOperationToasts(api);
startNewVersionToasts();
void startWords().then(() => {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  // Both would be in the way of the first picture otherwise, which is what the window waits for before it is shown.
  afterFirstPaint(() => {
    startFurtherScreens();
    startWarmFonts();
  });
});
