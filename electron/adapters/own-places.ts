import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isFolderOfModels, isFolderOfOutput, isPythonEnvironment } from '../core/library/model-files';
import { ALL_MARKS, detectLayout } from '../core/placement/recognise';
import { realPathOf } from './real-path';

const NOWHERE = Number.POSITIVE_INFINITY;

/**
 * Which folders have a place of their own among the user's, so that a link to them shows nothing new. A look at
 * everything finds that out by the way, as it follows links last; a look at a part of it has to ask.
 */
export class OwnPlaces {
  /** The first of those that one lies in has it. */
  private readonly roots: readonly { readonly path: string; readonly real: string }[];
  private readonly throughLinks = new Map<string, boolean>();
  private readonly ranksByPlace = new Map<string, number>();

  /** @param roots absolute; of two that are one folder, the one that is no link itself has it */
  constructor(roots: readonly string[]) {
    const links = roots.filter(isLink);
    this.roots = [...roots.filter((root) => !links.includes(root)), ...links].map((path) => ({
      path,
      real: realPathOf(path),
    }));
  }

  /**
   * Whether a folder is called here by a name that goes through a link, and is found under another one.
   *
   * @param root the user's folder that the name begins with
   */
  isElsewhere(folder: string, root: string): boolean {
    const isThroughLink = this.isThroughLink(folder, root);
    if (!isThroughLink && !isLink(root)) return false;
    const own = this.roots[this.rankOfPlace(realPathOf(folder))];
    return own !== undefined && (isThroughLink || own.path !== root);
  }

  private isThroughLink(folder: string, root: string): boolean {
    if (folder === root || dirname(folder) === folder) return false;
    const known = this.throughLinks.get(folder);
    if (known !== undefined) return known;
    const answer = isLink(folder) || this.isThroughLink(dirname(folder), root);
    this.throughLinks.set(folder, answer);
    return answer;
  }

  /** By its rank, the user's folder below which a look at everything comes to this one without any link. */
  private rankOfPlace(real: string): number {
    const known = this.ranksByPlace.get(real);
    if (known !== undefined) return known;
    const itself = this.roots.findIndex((root) => root.real === real);
    const above = isLookedInto(real) ? this.rankOfPlace(dirname(real)) : NOWHERE;
    const rank = Math.min(itself === -1 ? NOWHERE : itself, above);
    this.ranksByPlace.set(real, rank);
    return rank;
  }
}

/** Whether one of the programs that models are for lives here. */
export function isProgram(folder: string): boolean {
  return detectLayout(new Set(ALL_MARKS.filter((mark) => existsSync(join(folder, mark))))) !== 'plain';
}

/** Whether it itself is a link. */
export function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Whether who looks through the folder above comes in here as well. */
function isLookedInto(folder: string): boolean {
  const [name, above] = [basename(folder), dirname(folder)];
  if (above === folder || !isFolderOfModels(name) || (isFolderOfOutput(name) && isProgram(above)))
    return false;
  try {
    return !isPythonEnvironment(name, readdirSync(folder));
  } catch {
    return false;
  }
}
