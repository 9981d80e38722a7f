import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { copyAndTell } from './actions';
import { publishedHashes } from './file-facts';

/** The short hash, and a menu that copies any of them. */
export function FileHash({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const published = publishedHashes(file);
  const [first] = published;
  if (!first) return <span className="file-hash">{t('files.noHashShort')}</span>;
  const label = t('files.copyHash', { name: file.untrustedName });
  return (
    <span className="file-hash">
      <span className="mono">{first.value.slice(0, 10)}</span>
      <MenuButton
        label={label}
        trigger={<IconButton size="small" icon={Copy} label={label} />}
        entries={published.map(({ kind, value }) => ({
          id: kind,
          label: t(`hashes.${kind}`),
          detail: value,
          isDetailCode: true,
          onAction: () => void copyAndTell(value),
        }))}
      />
    </span>
  );
}
