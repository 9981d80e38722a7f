import { useTranslation } from 'react-i18next';
import type { AppUpdatesStatus } from '../../../shared/app-updates/app-updates';
import type { Settings } from '../../../shared/settings/schema';
import { useAppUpdatesStore } from '../../stores/app-updates';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { ProgressBar } from '../../ui/progress-bar';
import { Section } from '../../ui/section';
import { Segmented } from '../../ui/segmented';
import { updateSettings } from '../settings/actions';
import { SettingRow } from '../settings/setting-row';
import { fetchNewVersion, installNewVersion, lookForNewVersion, openReleases } from './actions';
import { useStandingWords } from './standing-words';
import './new-versions.css';

/** Civet itself, not the user's models: which version this is, and what becomes of a newer one. */
export function NewVersionsSection({ wishes }: { readonly wishes: Settings['appUpdates'] }) {
  const { t } = useTranslation('newVersions');
  const status = useAppUpdatesStore((store) => store.status);
  if (status === null) return null;
  const effect = status.way === 'byHand' ? t('auto.effect', { context: 'byHand' }) : t('auto.effect');
  return (
    <Section title={t('title')} className="settings-section">
      {status.way !== 'never' && (
        <>
          <SettingRow title={t('auto.title')} effect={effect}>
            <Checkbox
              isSelected={wishes.isOn}
              onChange={(isOn) => void updateSettings({ appUpdates: { ...wishes, isOn } })}
            >
              {t('auto.check')}
            </Checkbox>
          </SettingRow>
          <SettingRow title={t('channel.title')} effect={t('channel.effect')}>
            <Segmented
              label={t('channel.title')}
              value={wishes.channel}
              options={(['stable', 'beta'] as const).map((id) => ({ id, label: t(`channel.${id}`) }))}
              onChange={(channel) => void updateSettings({ appUpdates: { ...wishes, channel } })}
            />
          </SettingRow>
        </>
      )}
      <Standing status={status} />
      <Notes status={status} />
    </Section>
  );
}

function Standing({ status }: { readonly status: AppUpdatesStatus }) {
  const { t } = useTranslation('newVersions');
  const words = useStandingWords(status);
  const { state, way, hasReleasePage } = status;
  const isBusy = state.kind === 'looking' || state.kind === 'fetching';
  return (
    <>
      <SettingRow title={t('look.title')} effect={words}>
        <div className="new-versions-acts">
          {hasReleasePage && (state.kind === 'offered' || state.kind === 'failed') && (
            <Button onPress={() => void openReleases()}>{t('releases')}</Button>
          )}
          {state.kind === 'offered' && way === 'itself' && (
            <Button onPress={() => void fetchNewVersion()}>{t('fetch')}</Button>
          )}
          {state.kind === 'ready' ? (
            <Button onPress={() => void installNewVersion()}>{t('install')}</Button>
          ) : (
            way !== 'never' && (
              <Button isDisabled={isBusy} onPress={() => void lookForNewVersion()}>
                {t('look.action')}
              </Button>
            )
          )}
        </div>
      </SettingRow>
      {/* Told to those who do not see it change. */}
      <span role="status" className="visually-hidden">
        {state.kind === 'fetching' ? '' : words}
      </span>
      {state.kind === 'fetching' && (
        <ProgressBar
          label={t('progress')}
          value={state.totalBytes === null ? null : state.receivedBytes / state.totalBytes}
        />
      )}
    </>
  );
}

/** A stranger's words: shown as they are, as text. */
function Notes({ status: { state } }: { readonly status: AppUpdatesStatus }) {
  const { t } = useTranslation('newVersions');
  const offer = 'offer' in state ? state.offer : null;
  if (offer === null || offer.notes === '') return null;
  const title = t('notes', { next: offer.version });
  return (
    <section className="new-versions-notes" aria-label={title}>
      <h3 className="new-versions-heading">{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by key. */}
      <p className="new-versions-text" tabIndex={0}>
        {offer.notes}
      </p>
    </section>
  );
}
