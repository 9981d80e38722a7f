import { ShieldAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { isDangerousImport } from '../../../shared/civitai/pickle-imports';
import { keyed } from '../../ui/keyed';
import { StateMark } from '../../ui/state-mark';

/** What a pickle calls when it is loaded. Those that can harm come first, with a word of warning. */
export function PickleImports({ imports }: { readonly imports: readonly string[] }) {
  const { t } = useTranslation('model');
  const sorted = imports.toSorted((a, b) => Number(isDangerousImport(b)) - Number(isDangerousImport(a)));
  return (
    <ul className="file-details-imports selectable" aria-label={t('files.scan.imports')}>
      {keyed(sorted).map(({ key, word }) => (
        <li key={key} className="file-details-import">
          <span className="mono">{word}</span>
          {isDangerousImport(word) && (
            <StateMark isQuiet tone="failed" icon={ShieldAlert}>
              {t('files.scan.dangerousImport')}
            </StateMark>
          )}
        </li>
      ))}
    </ul>
  );
}
