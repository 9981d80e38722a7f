import { ChevronDown, FolderSearch, HardDrive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { type FoldersView, LAYOUTS } from '../../../shared/placement';
import { useStatusStore } from '../../stores/status';
import { Button } from '../../ui/button';
import { ErrorCard } from '../../ui/error-card';
import { formatBytes, formatExactBytes } from '../../ui/format';
import { MenuButton } from '../../ui/menu';
import { useLostFocus } from '../../ui/use-lost-focus';
import { pickRoot } from './actions';

interface ChosenRootProps {
  readonly folders: Extract<FoldersView, { kind: 'chosen' }>;
}

export function ChosenRoot({ folders }: ChosenRootProps) {
  const { t } = useTranslation('folders');
  const { layout, rootPath, isRootThere } = folders;
  const ref = useLostFocus<HTMLElement>(`${layout} ${rootPath}`);
  return (
    <>
      <section ref={ref} tabIndex={-1} aria-label={t('chosen.root')} className="folders-root">
        <HardDrive aria-hidden size={20} strokeWidth={1.5} className="folders-choice-icon" />
        <div className="folders-root-words">
          <p className="folders-root-path selectable">{rootPath}</p>
          <p className="dim">
            {t(`layouts.${layout}`)}
            <FreeSpace />
          </p>
        </div>
        <MenuButton
          label={t('chosen.changeMenu')}
          trigger={
            <Button>
              <span className="folders-change">
                {t('chosen.change')} <ChevronDown aria-hidden size={14} />
              </span>
            </Button>
          }
          entries={[
            {
              id: 'detect',
              label: t('chosen.detect'),
              icon: FolderSearch,
              onAction: () => void pickRoot(null),
            },
            'separator',
            ...LAYOUTS.map((id) => ({
              id,
              label: t('chosen.asLayout', { layout: t(`layouts.${id}`) }),
              onAction: () => void pickRoot(id),
            })),
          ]}
        />
      </section>
      {!isRootThere && (
        <ErrorCard
          className="folders-problem"
          title={t('missing.title')}
          reason={t('missing.reason', { path: rootPath })}
          next={t('missing.next')}
          action={{ label: t('missing.action'), onPress: () => void pickRoot(layout) }}
        />
      )}
    </>
  );
}

function FreeSpace() {
  const { t } = useTranslation('folders');
  const status = useStatusStore((store) => store.status);
  if (!status || status.freeBytes === null) return null;
  const bytes = formatBytes(status.freeBytes);
  return (
    <span className="folders-free tabular" title={formatExactBytes(status.freeBytes)}>
      {status.volumeLabel === null
        ? t('chosen.free', { bytes })
        : t('chosen.freeOn', { bytes, volume: status.volumeLabel })}
    </span>
  );
}
