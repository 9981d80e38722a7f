import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { IconButton } from '../../ui/icon-button';
import { copyAndTell } from './actions';
import { publishedHashes } from './file-facts';

/** Every hash that Civitai publishes of a file, each to be copied. */
export function FileHashes({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const published = publishedHashes(file);
  return (
    <section className="file-details-part">
      <h3 className="file-details-title">{t('hashes.title')}</h3>
      {published.length === 0 && <p className="dim">{t('files.noHashHint')}</p>}
      <dl className="file-hashes">
        {published.map(({ kind, value }) => (
          <div key={kind} className="file-hashes-row">
            <dt className="dim">{t(`hashes.${kind}`)}</dt>
            <dd className="mono selectable">{value}</dd>
            <IconButton
              size="small"
              icon={Copy}
              label={t('hashes.copy', { kind: t(`hashes.${kind}`) })}
              tooltipPlacement="left"
              onPress={() => void copyAndTell(value)}
            />
          </div>
        ))}
      </dl>
    </section>
  );
}
