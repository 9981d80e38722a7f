import { useTranslation } from 'react-i18next';
import type { Registration } from '../../../shared/placement';
import { StateMark } from '../../ui/state-mark';

/** How far InvokeAI has been told of the files that were placed for it. */
export function RegisteredFiles({ registration }: { readonly registration: Registration }) {
  const { t } = useTranslation('folders');
  const { registered, refused, waiting, isAbsent, isOtherProgram } = registration;
  const state = isOtherProgram ? 'other' : isAbsent ? 'absent' : 'waiting';
  return (
    <div className="folders-program-note">
      <span className="dim">
        {registered + refused + waiting === 0
          ? t('registration.none')
          : t('registration.registered', { count: registered })}
      </span>
      {waiting > 0 && (
        <StateMark tone="waiting" isQuiet>
          {t(`registration.${state}`, { count: waiting })}
        </StateMark>
      )}
      {refused > 0 && (
        <StateMark tone="attention" isQuiet>
          {t('registration.refused', { count: refused })}
        </StateMark>
      )}
    </div>
  );
}
