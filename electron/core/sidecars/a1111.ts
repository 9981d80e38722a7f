import type { SidecarFacts } from './facts';
import { isBlank, type JsonTable } from './json-table';
import { plainText } from './plain-text';

/** People edit these in the program's own dialog. */
export const A1111_THEIRS: ReadonlySet<string> = new Set([
  'description',
  'activation text',
  'preferred weight',
  'negative text',
  'notes',
]);

const UNKNOWN = 'Unknown';

/** What AUTOMATIC1111, Forge and reForge read (API note 7). */
export function a1111Facts(facts: SidecarFacts, existing: JsonTable): JsonTable {
  const version = sdVersion(facts.version.baseModel);
  const was = existing['sd version'];
  return {
    description: plainText(facts.model.untrustedDescription ?? ''),
    // What nobody knew then may be known by now; a choice that a person made stays.
    'sd version': isBlank(was) || was === UNKNOWN ? version : was,
    'activation text': facts.version.triggerWords.join(', '),
    // 0 is the program's own default.
    'preferred weight': 0,
    'negative text': '',
    notes: '',
  };
}

/** The program knows these words and no others. */
function sdVersion(baseModel: string | null): 'SD1' | 'SD2' | 'SDXL' | 'SD3' | typeof UNKNOWN {
  const base = baseModel ?? '';
  if (/^(sdxl|pony$|illustrious|noobai)/i.test(base)) return 'SDXL';
  const family = /^sd ?([123])(?:\b|[. ])/i.exec(base)?.[1];
  switch (family) {
    case '1':
      return 'SD1';
    case '2':
      return 'SD2';
    case '3':
      return 'SD3';
    default:
      return UNKNOWN;
  }
}
