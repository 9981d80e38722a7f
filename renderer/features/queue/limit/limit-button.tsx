import { Gauge } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useStatusStore } from '../../../stores/status';
import { Button } from '../../../ui/button';
import { classNames } from '../../../ui/class-names';
import { PopoverButton } from '../../../ui/popover-button';
import { LimitForm } from './limit-form';
import { shortLimit } from './limit-words';
import './limit.css';

/** Says what limit is in force, and opens what sets it. */
export function LimitButton() {
  const { t } = useTranslation('queue');
  const limit = useStatusStore((store) => store.status?.limit);
  if (!limit) return null;
  const state = shortLimit(t, limit);
  return (
    <PopoverButton
      label={t('limit.title')}
      trigger={
        <Button
          icon={Gauge}
          aria-label={t('limit.button', { state })}
          className={classNames('queue-limit-button', limit.bytesPerSecond !== null && 'is-limited')}
        >
          {state}
        </Button>
      }
    >
      <LimitForm />
    </PopoverButton>
  );
}
