import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSettingsStore } from '../../stores/settings';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { Skeleton } from '../../ui/skeleton';
import { TextButton } from '../../ui/text-button';
import { PreferenceRows } from '../settings/files-section';
import { MaturityChoice } from '../settings/search-section';
import { AccountStep } from './account-step';
import { endFirstStart } from './actions';
import { FoldersStep } from './folders-step';
import './welcome.css';

const STEPS = ['folders', 'account', 'files', 'maturity'] as const;

/** The guided first start: what Civet has to know to be of use, each of which can wait. */
export function WelcomePage() {
  const { t } = useTranslation('entry');
  const settings = useSettingsStore((store) => store.settings);
  const [at, setAt] = useState(0);
  const [isLater, setLater] = useState(true);
  const heading = useRef<HTMLHeadingElement>(null);
  const step = STEPS[at] ?? 'folders';
  // Each step is read from its heading on, and Tab goes on from there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the step is what it follows.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [step]);
  const goTo = (next: number) => {
    setLater(true);
    setAt(next);
  };
  const leave = () => {
    void endFirstStart();
    navigate({ screen: 'discover' });
  };
  const isLast = at === STEPS.length - 1;
  const canWait = isLater && (step === 'folders' || step === 'account');
  const forward = isLast ? t('welcome.finish') : canWait ? t('welcome.later') : t('welcome.next');
  return (
    <div className="screen welcome">
      <div className="welcome-page">
        <p className="welcome-kicker dim">{t('welcome.title')}</p>
        <ol aria-label={t('welcome.steps')} className="welcome-steps">
          {STEPS.map((each, index) => (
            <li
              key={each}
              aria-current={index === at ? 'step' : undefined}
              data-done={index < at || undefined}
            >
              {t(`welcome.${each}.name`)}
            </li>
          ))}
        </ol>
        <h1 ref={heading} tabIndex={-1} className="screen-title welcome-title">
          {t(`welcome.${step}.title`)}
        </h1>
        <p className="welcome-text dim">{t(`welcome.${step}.text`)}</p>
        <div className="welcome-body">
          {step === 'folders' && <FoldersStep onChosen={(isChosen) => setLater(!isChosen)} />}
          {step === 'account' && <AccountStep onSignedIn={(isSignedIn) => setLater(!isSignedIn)} />}
          {settings === null ? (
            <Skeleton height={120} radius={8} />
          ) : (
            <>
              {step === 'files' && <PreferenceRows settings={settings} />}
              {step === 'maturity' && <MaturityChoice settings={settings} />}
            </>
          )}
        </div>
        <footer className="welcome-footer">
          {at > 0 && <Button onPress={() => goTo(at - 1)}>{t('welcome.back')}</Button>}
          <Button
            variant={canWait ? 'secondary' : 'primary'}
            onPress={() => (isLast ? leave() : goTo(at + 1))}
          >
            {forward}
          </Button>
          <span className="welcome-gap" />
          {!isLast && <TextButton onPress={leave}>{t('welcome.skip')}</TextButton>}
        </footer>
      </div>
    </div>
  );
}
