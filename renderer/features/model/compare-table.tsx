import { Equal, EqualNot } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelFile, ModelVersion } from '../../../shared/civitai/model';
import { formatBytes, formatDay, formatNumber } from '../../ui/format';
import { keyed } from '../../ui/keyed';
import { StateMark } from '../../ui/state-mark';
import { type ComparedRow, compareVersions } from './compare-versions';
import { Description } from './description';
import { precisionOf } from './file-facts';

interface CompareTableProps {
  readonly left: ModelVersion;
  readonly right: ModelVersion;
  /** What chooses the version of each column. */
  readonly heads: readonly [ReactNode, ReactNode];
}

export function CompareTable({ left, right, heads }: CompareTableProps) {
  const { t } = useTranslation('model');
  const fileLine = (file: ModelFile) => {
    const { type, format, sizeClass, approximateBytes } = file;
    const size = approximateBytes === null ? null : formatBytes(approximateBytes);
    const facts = [type, format, precisionOf(file), sizeClass, size].filter((fact) => fact !== null);
    return t('compare.file', { facts });
  };
  const rows = compareVersions(left, right, { day: formatDay, count: formatNumber, file: fileLine });
  return (
    <table className="compare tabular">
      <thead>
        <tr>
          <td />
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.fact} data-differs={row.differs || undefined}>
            <th scope="row" className="compare-fact">
              {t(`compare.facts.${row.fact}`)}
              <StateMark
                isQuiet
                tone={row.differs ? 'attention' : 'neutral'}
                icon={row.differs ? EqualNot : Equal}
              >
                {t(row.differs ? 'compare.differs' : 'compare.same')}
              </StateMark>
            </th>
            <Side row={row} side={0} />
            <Side row={row} side={1} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ row, side }: { readonly row: ComparedRow; readonly side: 0 | 1 }) {
  const { t } = useTranslation('model');
  const lines = row.sides[side];
  if (lines.length === 0) return <td className="compare-text dim">{t('compare.none')}</td>;
  if (row.fact === 'description') {
    return (
      <td className="compare-text">
        <Description untrustedHtml={lines[0]?.text ?? null} />
      </td>
    );
  }
  return (
    <td>
      <ul>
        {keyed(lines.map(({ text }) => text)).map(({ key, word }, at) => (
          <li key={key} className="compare-line selectable" data-only={lines[at]?.isOnlyHere || undefined}>
            {word}
          </li>
        ))}
      </ul>
    </td>
  );
}
