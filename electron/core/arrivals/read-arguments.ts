import { type Arrival, MOST_LINKS, readArrival } from '../../../shared/civitai/arrival';

/** What a start of the program, or the system, has brought along. */
export type Brought =
  | Arrival
  /** Files of the user's, as they were named: models to say what they are, lists for the plan. */
  | { readonly kind: 'files'; readonly paths: readonly string[] };

/** What a model, or a list of links, ends in; nothing else is opened by its name. */
const FILE_ENDING = /\.(?:safetensors|sft|gguf|ckpt|pt|pth|bin|onnx|txt|json|csv|md)$/i;
const LONGEST_PATH = 4_096;
/** A system hands over no more than it can put into one line. */
const MOST_ARGUMENTS = 2_000;
const LONGEST_ARGUMENT = 8_192;

/**
 * What is meant among the arguments that a program was started with. Anybody may start it with anything, so a link counts
 * only when everything that begins like one is a whole one of Civet or Civitai; what looks like a switch is nobody's.
 *
 * @param args without the program itself, and without the app's folder in development
 * @returns null when nothing is meant, or when somebody has put something among it that no system hands over
 */
export function readArguments(args: readonly string[]): Brought | null {
  if (args.length > MOST_ARGUMENTS) return null;
  const plain = args.filter((arg) => !arg.trimStart().startsWith('-'));
  if (plain.some((arg) => arg.length > LONGEST_ARGUMENT)) return null;
  const links = plain.filter((arg) => /^\s*(?:civet:|https?:)/i.test(arg));
  if (links.length > MOST_LINKS || links.some((link) => /[\r\n]/.test(link))) return null;
  if (links.length > 0) return readArrival(links.join('\n'));
  const paths = plain.filter(isFile);
  return paths.length === 0 ? null : { kind: 'files', paths };
}

function isFile(arg: string): boolean {
  return (
    arg.length <= LONGEST_PATH && FILE_ENDING.test(arg) && !/\p{Cc}/u.test(arg) && !/^[a-z]{2,}:/i.test(arg)
  );
}
