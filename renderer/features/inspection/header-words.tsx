import { useTranslation } from 'react-i18next';
import type { HeaderFact, InspectedFile } from '../../../shared/inspection/inspection';

/** What a file that nobody knows says of itself, in one line. */
export function HeaderWords({ file }: { readonly file: InspectedFile }) {
  const { t } = useTranslation('inspection');
  const { identity, weights, header, stage } = file;
  if (stage.kind !== 'done' || identity.kind !== 'unknown') return null;
  const said = (name: HeaderFact['name']) => header.find((fact) => fact.name === name)?.text ?? null;
  const [family, trainer, rank] = [said('family'), said('trainer'), said('rank')];
  const facts = [
    weights && t(`weights.${weights}`),
    family && t('weights.forFamily', { family }),
    trainer && t('weights.trainedWith', { trainer }),
    rank && t('weights.ofRank', { rank }),
  ].filter((fact) => fact !== null);
  return facts.length === 0 ? null : <p>{t('weights.says', { facts: facts.join(' · ') })}</p>;
}
