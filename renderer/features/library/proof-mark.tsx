import { FolderCheck, ShieldCheck, ShieldX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Verification } from '../../../shared/download/state';
import { StateMark } from '../../ui/state-mark';

export function ProofMark({ verification }: { readonly verification: Verification }) {
  const { t } = useTranslation('library');
  if (verification.kind === 'unverified' && verification.isRefuted) {
    return (
      <StateMark tone="attention" icon={ShieldX} isQuiet title={t('proof.refutedLong')}>
        {t('proof.refuted')}
      </StateMark>
    );
  }
  if (verification.kind === 'unverified') {
    return (
      <StateMark tone="neutral" icon={FolderCheck} isQuiet title={t('proof.unverifiedLong')}>
        {t('proof.unverified')}
      </StateMark>
    );
  }
  const hash = t(`hashKinds.${verification.by}`);
  return (
    <StateMark tone="verified" icon={ShieldCheck} isQuiet title={t('proof.verifiedLong', { hash })}>
      {t('proof.verifiedBy', { hash })}
    </StateMark>
  );
}
