import { Square } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { OperationProgress } from '../../../shared/operations/operations';
import { useShownProgress } from '../../stores/shown-progress';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { ProgressBar } from '../../ui/progress-bar';
import { callOffOperation } from './actions';
import { copyWords, progressWords, shareOf } from './progress-words';
import './operation-strip.css';

/** How far a change of the user's files has come, on every screen; nothing while none takes its time. */
export function OperationStrip() {
  const progress = useShownProgress((store) => store.progress);
  return progress === null ? null : <Strip progress={progress} />;
}

function Strip({ progress }: { readonly progress: OperationProgress }) {
  const { t } = useTranslation('operations');
  const ref = useRef<HTMLElement>(null);
  const what = progressWords(progress, t);
  const bytes = copyWords(progress, t);
  useFocusBackTo(ref);
  return (
    <section ref={ref} className="operation-strip" aria-label={t('progress')}>
      <ProgressBar
        label={t('progress')}
        value={shareOf(progress)}
        valueText={[what, bytes].filter(Boolean).join(', ')}
        size="thin"
        className="operation-strip-bar"
      />
      <AriaButton
        className="operation-strip-words tabular"
        aria-label={t('showChanges', { what })}
        onPress={() => navigate({ screen: 'changes' })}
      >
        <span>{what}</span>
        {bytes !== '' && <span className="ellipsis dim">{bytes}</span>}
      </AriaButton>
      {progress.canCallOff && (
        <Button size="small" icon={Square} onPress={() => void callOffOperation(progress.id)}>
          {t(progress.way === 'undoing' ? 'callOffUndo' : 'callOff')}
        </Button>
      )}
    </section>
  );
}

/** What had the focus here goes with the end of the change: the screen has it then. */
function useFocusBackTo(ref: React.RefObject<HTMLElement | null>): void {
  const hadFocus = useRef(false);
  useEffect(() => {
    hadFocus.current = ref.current?.contains(document.activeElement) ?? false;
  });
  useEffect(
    () => () => {
      if (hadFocus.current && document.activeElement === document.body)
        document.querySelector('main')?.focus({ preventScroll: true });
    },
    [],
  );
}
