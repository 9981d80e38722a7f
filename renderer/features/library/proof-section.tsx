import { useTranslation } from 'react-i18next';
import type { LibraryDetails } from '../../../shared/library/library';
import { changeWords, flawWords } from '../../locales/flaw-words';
import { formatRelative } from '../../ui/format';
import { ProofActs } from './proof-acts';
import { StandingMark } from './standing-mark';

/** What is proven of a file, what is wrong with it, and the one thing to do about that. */
export function ProofSection({ file }: { readonly file: LibraryDetails }) {
  const { t } = useTranslation('library');
  const { standing, flaw, formerBytes, bytes } = file;
  const words = flaw === null || standing === 'missing' ? null : flawWords(flaw, bytes);
  const isBroken = standing === 'incomplete' || standing === 'noModel';
  const hasChanged = formerBytes !== null && (standing === 'changed' || isBroken);
  return (
    <section className="library-proof">
      <StandingMark standing={standing} />
      {words !== null && <p className="library-flaw">{words.text}</p>}
      {hasChanged && <p className="library-flaw">{changeWords(formerBytes, bytes)}</p>}
      {words !== null && <p className="dim">{words.explanation}</p>}
      {!isBroken && <p className="dim">{t(`standings.${standing}.long`)}</p>}
      {file.damagedSinceMs !== null && file.readAtMs !== null && (
        <p className="dim">
          {t('check.goodUntil', {
            when: formatRelative(file.readAtMs),
            since: formatRelative(file.damagedSinceMs),
          })}
        </p>
      )}
      <ProofActs file={file} />
    </section>
  );
}
