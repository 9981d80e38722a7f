import { Archive, Ban, CircleDollarSign, Hourglass, ImageOff, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelMode, VersionAccess } from '../../../shared/civitai/model';
import { formatDate, formatDay, formatRelative } from '../../ui/format';
import './access-notice.css';

interface AccessNoticeProps {
  readonly mode: ModelMode;
  readonly access: VersionAccess;
}

/** Says before the button is pressed what stands in the way of a download. */
export function AccessNotice({ mode, access }: AccessNoticeProps) {
  const { t } = useTranslation('model');
  return (
    <>
      {mode === 'archived' && (
        <Notice icon={Archive} title={t('access.archived.title')}>
          {t('access.archived.text')}
        </Notice>
      )}
      {mode === 'takenDown' && (
        <Notice icon={ImageOff} title={t('access.takenDown.title')}>
          {t('access.takenDown.text')}
        </Notice>
      )}
      {access.kind === 'earlyAccess' && <EarlyAccess untilMs={access.untilMs} />}
      {access.kind === 'paid' && (
        <Notice icon={CircleDollarSign} title={t('access.paid.title')}>
          {t('access.paid.text')}
        </Notice>
      )}
      {access.kind === 'downloadsDisabled' && (
        <Notice icon={Ban} title={t('access.downloadsDisabled.title')}>
          {t('access.downloadsDisabled.text')}
        </Notice>
      )}
    </>
  );
}

function EarlyAccess({ untilMs }: { readonly untilMs: number | null }) {
  const { t } = useTranslation('model');
  if (untilMs === null) {
    return (
      <Notice icon={Hourglass} title={t('access.earlyAccess.title')}>
        {t('access.earlyAccess.textOpen')}
      </Notice>
    );
  }
  return (
    <Notice
      icon={Hourglass}
      title={t('access.earlyAccess.until', { date: formatDay(untilMs) })}
      hint={formatDate(untilMs)}
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
  readonly children: ReactNode;
}

export function Notice({ icon: Icon, title, hint, children }: NoticeProps) {
  return (
    <div className="model-notice" role="note">
      <Icon aria-hidden size={16} className="model-notice-icon" />
      <p>
        <strong title={hint}>{title}</strong> <span className="dim">{children}</span>
      </p>
    </div>
  );
}
