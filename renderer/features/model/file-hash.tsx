import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ModelFile } from '../../../shared/civitai/model';
import { IconButton } from '../../ui/icon-button';
import { MenuButton } from '../../ui/menu';
import { copyAndTell } from './actions';

// As people quote them: the short one that galleries print first, then the proof.
const KINDS = ['autoV2', 'sha256', 'autoV3', 'blake3', 'crc32', 'autoV1'] as const;

/** The short hash, and a menu that copies any of them. */
export function FileHash({ file }: { readonly file: ModelFile }) {
  const { t } = useTranslation('model');
  const published = KINDS.flatMap((kind) => {
    const value = file.hashes[kind];
    return value === null ? [] : [{ kind, value }];
  });
  const [first] = published;
  if (!first) {
    return (
      <span className="file-hash" title={t('files.noHashHint')}>
        {t('files.noHash')}
      </span>
    );
  }
  return (
    <span className="file-hash">
      <span className="file-hash-kind">{t(`hashes.${first.kind}`)}</span>
      <span className="mono selectable" title={first.value}>
        {first.value.slice(0, 10)}
      </span>
      <MenuButton
        label={t('files.copyHash', { name: file.untrustedName })}
        trigger={
          <IconButton size="small" icon={Copy} label={t('files.copyHash', { name: file.untrustedName })} />
        }
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
