import type { InspectedIdentity } from '../../../shared/inspection/inspection';
import type { VersionPlace } from '../../../shared/ipc/contract';
import type { IndexedFile, MatchKind } from '../../core/library/ports';
import { isReplacedBy } from '../../core/library/standing';

export type SureKind = Exclude<InspectedIdentity['kind'], 'unknown'>;

const PROVEN: Readonly<Partial<Record<MatchKind, SureKind>>> = {
  download: 'sameBytes',
  sha256: 'sameBytes',
  autoV2: 'shortHash',
  autoV3: 'sameWeights',
  unverified: 'uncompared',
  refuted: 'differs',
};

/** What is proven of a file whose bytes are those that the library knows. */
export function sureKindOf({ match, facts, sha256 }: IndexedFile): SureKind | undefined {
  const kind = match === null ? undefined : PROVEN[match];
  const isReplaced = isReplacedBy(facts?.publishedSha256 ?? null, sha256);
  return kind === 'sameBytes' && isReplaced ? 'replaced' : kind;
}

export function placeOf({ modelId, versionId }: IndexedFile): VersionPlace | null {
  return modelId === null || versionId === null ? null : { modelId, versionId };
}
