import fc from 'fast-check';
import { readArguments } from '../../../electron/cli/arguments/read-arguments';
import { readArguments as readStart } from '../../../electron/core/arrivals/read-arguments';
import { judgeExternalLink } from '../../../electron/core/links';
import { readCivetLink } from '../../../shared/civitai/civet-link';
import { type CivitaiReference, parseReference } from '../../../shared/civitai/reference';
import { readSearchLine } from '../../../shared/civitai/search-line';
import { writeSearchLink } from '../../../shared/civitai/search-link';
import { searchWishSchema } from '../../../shared/civitai/search-schema';
import type { FuzzOutcome } from './fuzz-outcome';
import { jsonSchemaOf, whyNot } from './json-schema';
import { EVIL_TEXTS } from './payloads';

const LINKS = [
  'civet://model/4201',
  'civet://model/4201?version=130072',
  'civet://model/4201/?version=130072',
  'civet://discover?q=pastel&creator=ana&type=LORA&base=Pony&sort=Newest&period=Month&favorites=1&largest=4000',
  'CIVET://discover',
  'civet://discover?largest=9999999999999999',
  'civet://model/9999999999?version=2147483648',
  'https://civitai.com/models/4201/realistic?modelVersionId=130072',
  'https://civitai.com/api/download/models/130072?type=Model&format=SafeTensor&fp=fp16',
  'urn:air:sdxl:checkpoint:civitai:4201@130072+7',
  'https://huggingface.co/a/b',
  'https://github.com/a?b#c',
  'hash:0123456789',
];

const WORDS = [
  'add',
  'search',
  'get',
  'plan',
  'help',
  '--limit',
  '--to',
  '--json',
  '-h',
  '--',
  '-x=1',
  '4201',
];

/** A link of the list in which some characters were cut out, doubled, changed or pushed in. */
const mutatedLink = fc
  .tuple(
    fc.constantFrom(...LINKS),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat({ max: 3 }),
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 3 }),
          fc.constantFrom('%00', '@', '//', '\\', '&q=', '?', '#', '999999999999'),
        ),
      ),
      { maxLength: 4 },
    ),
  )
  .map(([link, changes]) =>
    changes.reduce((text, [where, how, piece]) => {
      const at = where % (text.length + 1);
      if (how === 0) return text.slice(0, at) + text.slice(at + 1);
      return text.slice(0, at) + piece + text.slice(how === 1 ? at : at + piece.length);
    }, link),
  );

/** Texts that somebody may start Civet with, paste, or put behind a link. */
const untrustedTexts = fc.oneof(
  { arbitrary: mutatedLink, weight: 6 },
  { arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }), weight: 1 },
  { arbitrary: fc.constantFrom(...EVIL_TEXTS, ...EVIL_TEXTS.map((text) => `civet://${text}`)), weight: 1 },
  { arbitrary: fc.string({ unit: 'binary' }), weight: 2 },
);

const wishSchema = jsonSchemaOf(searchWishSchema, 'output');
const isId = (id: number) => Number.isInteger(id) && id > 0 && id <= 2_147_483_647;
const areIds = (...ids: readonly (number | null)[]) => ids.every((id) => id === null || isId(id));

function whyNoLink(untrusted: string): string | null {
  const link = readCivetLink(untrusted);
  if (link === null) return null;
  if (!/^\s*civet:\/\/(model|discover)/i.test(untrusted)) return 'is no link of Civet';
  if (link.kind === 'model') return areIds(link.modelId, link.versionId) ? null : 'has an id out of bounds';
  const again = readCivetLink(writeSearchLink(link.wish));
  const isSame = again?.kind === 'wish' && JSON.stringify(again.wish) === JSON.stringify(link.wish);
  return whyNot(wishSchema, link.wish) ?? (isSame ? null : 'is another search when it is written again');
}

function whyNoReference(reference: CivitaiReference | null): string | null {
  switch (reference?.kind) {
    case undefined:
      return null;
    case 'model':
      return areIds(reference.modelId, reference.versionId, reference.fileId)
        ? null
        : 'has an id out of bounds';
    case 'version':
      return areIds(reference.versionId, reference.fileId) ? null : 'has an id out of bounds';
    case 'hash':
      return /^[0-9A-F]+$/.test(reference.hash) ? null : 'has a hash that is none';
  }
}

/** What a start brings is one place, all of its links as a list, or files that have an ending Civet opens. */
function whyNotBrought(_text: string, args: readonly string[]): string | null {
  const brought = readStart(args);
  const linkCount = args.filter((arg) => /^\s*(civet:|https?:)/i.test(arg)).length;
  switch (brought?.kind) {
    case undefined:
      return null;
    case 'files':
      return linkCount === 0 && brought.paths.every((path) => args.includes(path) && !path.startsWith('-'))
        ? null
        : `took files beside ${linkCount} links`;
    case 'list':
      return brought.count === linkCount && brought.text.split('\n').length === linkCount
        ? null
        : `took ${brought.count} of ${linkCount} links`;
    case 'model':
      if (!areIds(brought.modelId, brought.versionId)) return 'has an id out of bounds';
      return linkCount === 1 ? null : `took one of ${linkCount} links`;
    case 'wish':
      return whyNot(wishSchema, brought.wish) ?? (linkCount === 1 ? null : `took one of ${linkCount} links`);
    case 'pictures':
      return linkCount === 1 ? null : `took one of ${linkCount} links`;
  }
}

function whyNotOpened(untrusted: string): string | null {
  const judged = judgeExternalLink(untrusted);
  if (!judged.ok) return null;
  const known =
    /^https:\/\/([\w-]+\.)*(civitai\.(com|red|green)|huggingface\.co|github\.com|arxiv\.org|wikipedia\.org)(\/|\?|#|$)/;
  return known.test(judged.value) ? null : `leads to ${judged.value}`;
}

/**
 * Reads texts that nobody vouches for with everything that reads such texts.
 *
 * @param runs how many texts; each is one payload, whoever reads it
 */
export function fuzzLinks(runs: number, seed: number): FuzzOutcome {
  const outcome: FuzzOutcome = { payloads: 0, accepted: 0, crashed: [], acceptedWrongly: [] };
  const judges: Readonly<Record<string, (text: string, args: readonly string[]) => string | null>> = {
    readCivetLink: whyNoLink,
    parseReference: (text) => whyNoReference(parseReference(text)),
    openExternal: whyNotOpened,
    readSearchLine: (text) => (typeof readSearchLine(text).kind === 'string' ? null : 'means nothing'),
    readStart: whyNotBrought,
    readArguments: (_text, args) => {
      const read = readArguments(args, null);
      return read.ok || read.error.problem !== '' ? null : 'was refused without a word';
    },
  };
  const argumentList = fc.array(fc.oneof(untrustedTexts, fc.constantFrom(...WORDS)), { maxLength: 6 });
  for (const [text, args] of fc.sample(fc.tuple(untrustedTexts, argumentList), { numRuns: runs, seed })) {
    outcome.payloads += 1;
    if (readCivetLink(text) !== null) outcome.accepted += 1;
    for (const [reader, judge] of Object.entries(judges)) {
      try {
        const why = judge(text, args);
        if (why !== null) outcome.acceptedWrongly.push(`${reader} ${JSON.stringify([text, args])}: ${why}`);
      } catch (error) {
        outcome.crashed.push(`${reader} ${JSON.stringify([text, args])}: ${String(error)}`);
      }
    }
  }
  return outcome;
}
