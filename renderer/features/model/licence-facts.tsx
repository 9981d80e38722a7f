import { useTranslation } from 'react-i18next';
import type { Licence } from '../../../shared/civitai/model';
import { resources } from '../../locales/words';
import { KeyValue } from '../../ui/key-value';
import { Section } from '../../ui/section';

type KnownUse = keyof (typeof resources)['en']['model']['licence']['use'];

function isKnownUse(use: string): use is KnownUse {
  return Object.hasOwn(resources.en.model.licence.use, use);
}

/** What the creator allows. What they did not say is left out rather than guessed. */
export function LicenceFacts({ licence }: { readonly licence: Licence }) {
  const { t } = useTranslation('model');
  const { isCreditRequired, allowsDerivatives, allowsDifferentLicence, commercialUse } = licence;
  const allowed = (isAllowed: boolean) => t(isAllowed ? 'licence.allowed' : 'licence.notAllowed');
  const rows: { label: string; value: string }[] = [];
  if (isCreditRequired !== null) {
    const value = t(isCreditRequired ? 'licence.creditRequired' : 'licence.creditNotRequired');
    rows.push({ label: t('licence.credit'), value });
  }
  if (allowsDerivatives !== null) {
    rows.push({ label: t('licence.derivatives'), value: allowed(allowsDerivatives) });
  }
  if (allowsDifferentLicence !== null) {
    rows.push({ label: t('licence.relicensing'), value: allowed(allowsDifferentLicence) });
  }
  if (commercialUse !== null) {
    const uses = commercialUse.map((use) => (isKnownUse(use) ? t(`licence.use.${use}`) : use));
    const value = uses.length === 0 ? t('licence.none') : t('licence.uses', { uses });
    rows.push({ label: t('licence.commercial'), value });
  }
  if (rows.length === 0) return null;
  return (
    <Section title={t('licence.title')}>
      <KeyValue rows={rows} />
    </Section>
  );
}
