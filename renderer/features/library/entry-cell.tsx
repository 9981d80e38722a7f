import type { ReactNode } from 'react';
import { pictureUrl } from '../../ipc/picture-url';
import { modelTypeWord } from '../../locales/model-type-word';
import { formatBytes, formatDate, formatExactBytes, formatRelative } from '../../ui/format';
import { VeiledPicture } from '../veil/veiled-picture';
import { EntryButtons } from './entry-buttons';
import { bytesOf, type LibraryColumn, type LibraryEntry } from './library-entries';
import { ProofMark } from './proof-mark';

export type ShownColumn = LibraryColumn | 'actions';

interface EntryCellProps {
  readonly entry: LibraryEntry;
  readonly column: ShownColumn;
  /** Whether the version has a column of its own; otherwise it stands beside the name. */
  readonly hasVersion: boolean;
}

export function EntryCell({ entry, column, hasVersion }: EntryCellProps): ReactNode {
  const { state, picture } = entry;
  switch (column) {
    case 'name':
      return (
        <span className="library-name">
          <span className="library-picture">
            <VeiledPicture
              id={picture}
              maturity={entry.pictureMaturity}
              name={null}
              src={picture && pictureUrl(picture, 320)}
              blurhash={entry.blurhash}
              alt=""
            />
          </span>
          <span className="library-words">
            <span className="ellipsis">
              <bdi className="library-model" title={entry.modelName}>
                {entry.modelName}
              </bdi>
              {!hasVersion && <bdi className="library-version dim">{entry.versionName}</bdi>}
            </span>
            <bdi dir="ltr" className="library-file ellipsis dim" title={state.finalName}>
              {state.finalName}
            </bdi>
          </span>
        </span>
      );
    case 'version':
      return <bdi title={entry.versionName}>{entry.versionName}</bdi>;
    case 'type':
      return <span>{modelTypeWord(entry.modelType)}</span>;
    case 'baseModel':
      return <span title={entry.baseModel ?? undefined}>{entry.baseModel}</span>;
    case 'size':
      return <span title={formatExactBytes(bytesOf(entry))}>{formatBytes(bytesOf(entry))}</span>;
    case 'proof':
      return <ProofMark verification={state.verification} />;
    case 'placed':
      return <span title={formatDate(state.atMs)}>{formatRelative(state.atMs)}</span>;
    case 'actions':
      return <EntryButtons entry={entry} />;
  }
}
