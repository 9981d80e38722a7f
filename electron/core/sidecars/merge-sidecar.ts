import { ok, type Result } from '../../../shared/result';
import { SIDECAR_SUFFIXES, type SidecarDialect } from '../../../shared/sidecars';
import { A1111_THEIRS, a1111Facts } from './a1111';
import { mergeCmInfo } from './cm-info';
import type { SidecarFacts } from './facts';
import { type JsonTable, mergeTables, readTable, writeTable } from './json-table';
import { mergeLoraMetadata } from './lora-metadata';
import { SWARM_THEIRS, swarmFacts } from './swarm';
import { mergeVersion } from './version-table';

interface Dialect {
  /** As its own program writes it. */
  readonly indent: number;
  readonly merge: (existing: JsonTable, facts: SidecarFacts) => JsonTable;
}

const DIALECTS: Readonly<Record<SidecarDialect, Dialect>> = {
  a1111: {
    indent: 4,
    merge: (existing, facts) => mergeTables(existing, a1111Facts(facts, existing), A1111_THEIRS),
  },
  civitaiInfo: { indent: 4, merge: mergeVersion },
  cmInfo: { indent: 2, merge: mergeCmInfo },
  loraManager: { indent: 2, merge: mergeLoraMetadata },
  swarm: { indent: 4, merge: (existing, facts) => mergeTables(existing, swarmFacts(facts), SWARM_THEIRS) },
};

/**
 * What a sidecar should say: what it says already, with what Civitai and Civet know in its place. Members that the
 * dialect does not have stay, and so does what people write into it themselves. Merging once more changes nothing.
 *
 * @param existing the text of the file that is there; null when there is none
 * @returns `unreadable` for a file that is not what its name says: it is left alone
 */
export function mergeSidecar(
  dialect: SidecarDialect,
  existing: string | null,
  facts: SidecarFacts,
): Result<string, 'unreadable'> {
  const table = readTable(existing);
  if (!table.ok) return table;
  const { indent, merge } = DIALECTS[dialect];
  return ok(writeTable(merge(table.value, facts), indent));
}

export function sidecarName(stem: string, dialect: SidecarDialect): string {
  return `${stem}${SIDECAR_SUFFIXES[dialect]}`;
}
