import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { useUpdatesStore } from '../../stores/updates';
import { navigate, useViewStore } from '../../stores/view';
import { CountBadge } from '../../ui/badge';
import './library-sections.css';

/** The screens that are about the user's own files, in the order in which they are shown. */
const SECTIONS = ['library', 'updates', 'inspection', 'duplicates', 'tidy', 'space', 'changes'] as const;

/** How many newer versions could be had. */
function UpdateCount() {
  const { t } = useTranslation('library');
  const count = useUpdatesStore(({ status }) => status?.counts.updates ?? 0);
  return <CountBadge count={count} label={t('sections.updatesCount', { count })} />;
}

/** Leads from one screen about the user's files to the others. */
export function LibrarySections() {
  const { t } = useTranslation('library');
  const here = useViewStore(({ route }) => route.screen);
  return (
    <nav className="library-sections" aria-label={t('sections.label')}>
      {SECTIONS.map((screen) => (
        <Button
          key={screen}
          className="library-section"
          aria-current={screen === here ? 'page' : undefined}
          onPress={() => navigate({ screen })}
        >
          {t(`sections.${screen}`)}
          {screen === 'updates' && <UpdateCount />}
        </Button>
      ))}
    </nav>
  );
}
