import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { LibraryDetails } from '../../../shared/library/library';
import { IconButton } from '../../ui/icon-button';
import { copyHash } from './actions';

/** The one that everybody means first. */
const kinds = ['sha256', 'autoV2', 'autoV3', 'autoV1', 'crc32', 'blake3'] as const;

/** Every hash that was measured, and what somebody else says it is while it was not. */
export function HashList({ file }: { readonly file: LibraryDetails }) {
  const { t } = useTranslation('library');
  const { hashes, claimedSha256 } = file;
  const measured = kinds.flatMap((kind) => {
    const value = hashes[kind];
    return value === null ? [] : [{ kind: t(`hashKinds.${kind}`), value }];
  });
  const claimed = claimedSha256 === null ? [] : [{ kind: t('hashKinds.claimed'), value: claimedSha256 }];
  const rows = [...measured, ...claimed];
  if (rows.length === 0) return null;
  return (
    <dl aria-label={t('inspector.hashes')} className="library-hashes">
      {rows.map(({ kind, value }) => (
        <div key={kind} className="library-hash">
          <dt className="dim">{kind}</dt>
          <dd>
            <code className="mono selectable">{value}</code>
          </dd>
          <IconButton
            size="small"
            icon={Copy}
            label={t('actions.copyHash', { kind })}
            onPress={() => void copyHash(kind, value)}
          />
        </div>
      ))}
    </dl>
  );
}
