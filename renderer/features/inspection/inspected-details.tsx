import { ChevronDown, ChevronRight, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { InspectedFile } from '../../../shared/inspection/inspection';
import { Button } from '../../ui/button';
import { IconButton } from '../../ui/icon-button';
import { KeyValue } from '../../ui/key-value';
import { copyWords } from './actions';
import { setPartOpen, useOpenParts } from './open-parts';

const HASH_NAMES = {
  sha256: 'SHA-256',
  autoV1: 'AutoV1',
  autoV2: 'AutoV2',
  autoV3: 'AutoV3',
  crc32: 'CRC32',
  blake3: 'BLAKE3',
} as const;
/** In the order in which they are named above. */
const HASH_KINDS = Object.keys(HASH_NAMES) as (keyof typeof HASH_NAMES)[];

interface InspectedDetailsProps {
  readonly file: InspectedFile;
  readonly isActive: boolean;
}

/** What the file says of itself, and its hashes; folded, and open for what nobody knows. */
export function InspectedDetails({ file, isActive }: InspectedDetailsProps) {
  const { t } = useTranslation('inspection');
  const { header, hashes, identity, stage } = file;
  const isUnknown = stage.kind === 'done' && identity.kind === 'unknown';
  const stop = { size: 'small', excludeFromTabOrder: !isActive } as const;
  const measured = HASH_KINDS.flatMap((kind) => {
    const value = hashes?.[kind] ?? null;
    return value === null ? [] : [{ name: HASH_NAMES[kind], value }];
  });
  return (
    <>
      {header.length > 0 && (
        <Part
          id={`${file.id} header`}
          heading={t('header.heading')}
          isOpenAtFirst={isUnknown}
          isActive={isActive}
        >
          <KeyValue rows={header.map(({ name, text }) => ({ label: t(`header.${name}`), value: text }))} />
        </Part>
      )}
      {measured.length > 0 && (
        <Part
          id={`${file.id} hashes`}
          heading={t('hashes.heading')}
          isOpenAtFirst={isUnknown}
          isActive={isActive}
        >
          <KeyValue
            rows={measured.map(({ name, value }) => ({
              label: name,
              value: (
                <span className="inspected-copied">
                  <code className="mono">{value}</code>
                  <IconButton
                    {...stop}
                    icon={Copy}
                    label={t('hashes.copy', { kind: name })}
                    onPress={() => void copyWords(value)}
                  />
                </span>
              ),
            }))}
          />
          <Button
            {...stop}
            variant="quiet"
            icon={Copy}
            onPress={() => void copyWords(measured.map(({ name, value }) => `${name}: ${value}`).join('\n'))}
          >
            {t('hashes.copyAll')}
          </Button>
        </Part>
      )}
    </>
  );
}

interface PartProps {
  readonly id: string;
  readonly heading: string;
  readonly isOpenAtFirst: boolean;
  readonly isActive: boolean;
  readonly children: ReactNode;
}

/** Folded or open, also after its row was scrolled away and back. */
function Part({ id, heading, isOpenAtFirst, isActive, children }: PartProps) {
  const isOpen = useOpenParts((parts) => parts.isOpen.get(id)) ?? isOpenAtFirst;
  return (
    <div className="inspected-more">
      <Button
        variant="quiet"
        size="small"
        icon={isOpen ? ChevronDown : ChevronRight}
        aria-expanded={isOpen}
        excludeFromTabOrder={!isActive}
        className="inspected-fold"
        onPress={() => setPartOpen(id, !isOpen)}
      >
        {heading}
      </Button>
      {isOpen && <div className="inspected-part">{children}</div>}
    </div>
  );
}
