import { Archive, Ban, CircleDollarSign, Hourglass, ImageOff, KeyRound, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelDetails, ModelVersion } from '../../../shared/civitai/model';
import { navigate } from '../../stores/view';
import { Button } from '../../ui/button';
import { formatDate, formatDay, formatRelative } from '../../ui/format';
import { openModelPage } from './actions';
import { useAccessState } from './use-access-state';
import './access-notice.css';

interface AccessNoticeProps {
  readonly model: ModelDetails;
  readonly version: ModelVersion;
}

/** Says before the button is pressed what stands in the way of a download, and what to do about it. */
export function AccessNotice({ model, version }: AccessNoticeProps) {
  const { t } = useTranslation('model');
  const state = useAccessState(model, version);
  const onCivitai = (words: string) => (
    <Button size="small" onPress={() => openModelPage(model.id, version.id)}>
      {words}
    </Button>
  );
  return (
    <>
      {model.mode === 'takenDown' && (
        <Notice icon={ImageOff} title={t('access.takenDown.title')}>
          {t('access.takenDown.text')}
        </Notice>
      )}
      {state.kind === 'archived' && (
        <Notice icon={Archive} title={t('access.archived.title')}>
          {t('access.archived.text')}
        </Notice>
      )}
      {state.kind === 'earlyAccess' && (
        <EarlyAccess untilMs={state.untilMs} action={onCivitai(t('access.earlyAccess.next'))} />
      )}
      {state.kind === 'paid' && (
        <Notice
          icon={CircleDollarSign}
          title={t('access.paid.title')}
          action={onCivitai(t('access.paid.next'))}
        >
          {t('access.paid.text')}
        </Notice>
      )}
      {state.kind === 'downloadsDisabled' && (
        <Notice
          icon={Ban}
          title={t('access.downloadsDisabled.title')}
          action={onCivitai(t('access.downloadsDisabled.next'))}
        >
          {t('access.downloadsDisabled.text')}
        </Notice>
      )}
      {state.kind === 'login' && (
        <Notice
          icon={KeyRound}
          title={t('access.login.title')}
          action={
            <Button size="small" onPress={() => navigate({ screen: 'account' })}>
              {t('access.login.next')}
            </Button>
          }
        >
          {t('access.login.text')}
        </Notice>
      )}
    </>
  );
}

interface EarlyAccessProps {
  readonly untilMs: number | null;
  readonly action: ReactNode;
}

function EarlyAccess({ untilMs, action }: EarlyAccessProps) {
  const { t } = useTranslation('model');
  if (untilMs === null) {
    return (
      <Notice icon={Hourglass} title={t('access.earlyAccess.title')} action={action}>
        {t('access.earlyAccess.textOpen')}
      </Notice>
    );
  }
  return (
    <Notice
      icon={Hourglass}
      title={t('access.earlyAccess.until', { date: formatDay(untilMs) })}
      hint={formatDate(untilMs)}
      action={action}
    >
      {untilMs > Date.now()
        ? t('access.earlyAccess.text', { when: formatRelative(untilMs) })
        : t('access.earlyAccess.textNow')}
    </Notice>
  );
}

interface NoticeProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly hint?: string;
  /** The next step, where there is one to take. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Notice({ icon: Icon, title, hint, action, children }: NoticeProps) {
  return (
    <div className="model-notice" role="note">
      <Icon aria-hidden size={16} className="model-notice-icon" />
      <p className="model-notice-words">
        <strong title={hint}>{title}</strong> <span className="dim">{children}</span>
      </p>
      {action}
    </div>
  );
}
