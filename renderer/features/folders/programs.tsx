import { useTranslation } from 'react-i18next';
import type { FoldersView } from '../../../shared/placement';
import { Section } from '../../ui/section';
import { useLostFocus } from '../../ui/use-lost-focus';
import { AddProgram } from './add-program';
import { ProgramRow } from './program-row';

interface ProgramsProps {
  readonly folders: Extract<FoldersView, { kind: 'chosen' }>;
}

/** The folders that the user has pointed at, and which of them new files go to. */
export function Programs({ folders: { roots, usualId } }: ProgramsProps) {
  const { t } = useTranslation('folders');
  const ref = useLostFocus<HTMLUListElement>([usualId, ...roots.map(({ id }) => id)].join(' '));
  return (
    <Section title={t('programs.title')} description={t('programs.text')} actions={<AddProgram />}>
      <ul ref={ref} tabIndex={-1} aria-label={t('programs.title')} className="folders-programs">
        {roots.map((root) => (
          <ProgramRow key={root.id} root={root} isUsual={root.id === usualId} isOnly={roots.length === 1} />
        ))}
      </ul>
    </Section>
  );
}
