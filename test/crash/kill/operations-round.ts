import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OWNER_FILE } from '../../../electron/core/operations/trash-place';
import { OTHER_VOLUME } from '../../support/operations-rig';
import type { SeededChance } from '../chance';
import type { OperationOrders } from './operations-orders';

/** SHA-256 by path; the folder of one operation in the trash has a star for its id. */
export type Tree = ReadonlyMap<string, string>;

type Wish = Extract<OperationOrders['wish'], { kind: 'do' }>;

export const SCENARIOS = [
  'move',
  'move across volumes',
  'trash',
  'link',
  'replace duplicates',
  'replace versions',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Files of a user, what is asked to be done with them, and where each may be then. */
export class OperationsRound {
  readonly profile: string;
  readonly roots: readonly string[];
  readonly wish: Wish;
  readonly before: Tree;
  readonly after: Tree;
  private readonly folders: readonly string[];

  constructor(
    readonly scenario: Scenario,
    chance: SeededChance,
  ) {
    const home = mkdtempSync(join(tmpdir(), 'civet-kills-'));
    const other = hasOtherVolume() ? mkdtempSync(join(OTHER_VOLUME, 'civet-kills-')) : null;
    this.folders = other === null ? [home] : [home, other];
    this.profile = join(home, 'profile');
    const root = join(home, 'ComfyUI');
    this.roots = other === null ? [root] : [root, other];
    mkdirSync(this.profile);
    const steps: Wish['steps'] = [];
    const after = new Map<string, string>();
    const add = (path: string, bytes: Buffer) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
      after.set(path, hashOf(bytes));
    };
    const goes = (from: string, to: string | null) => {
      const hash = after.get(from);
      if (hash === undefined) throw new Error(`${from} was never written.`);
      after.delete(from);
      const inTrash = join(root, '.civet-trash', '*', from.slice(root.length + 1));
      after.set(to ?? inTrash, hash);
    };
    const wanted: (() => void)[] = [];
    for (let number = 0; number < 8; number += 1) {
      const stem = join(root, 'models', 'checkpoints', number % 3 === 0 ? 'sub' : '', `file-${number}`);
      const path = `${stem}.safetensors`;
      const bytes = randomBytes(chance.between(1, 65_536));
      add(path, bytes);
      const hasSidecar = chance.happens(0.5);
      if (hasSidecar) add(`${stem}.civitai.info`, randomBytes(100));
      const target = join(
        scenario === 'move across volumes' && other !== null ? other : root,
        'models',
        'loras',
        `${number}`,
      );
      switch (scenario) {
        case 'move':
        case 'move across volumes':
          steps.push({ kind: 'move', from: path, to: `${target}.safetensors` });
          wanted.push(() => {
            goes(path, `${target}.safetensors`);
            if (hasSidecar) goes(`${stem}.civitai.info`, `${target}.civitai.info`);
          });
          break;
        case 'trash':
          steps.push({ kind: 'trash', path, alone: false });
          wanted.push(() => {
            goes(path, null);
            if (hasSidecar) goes(`${stem}.civitai.info`, null);
          });
          break;
        case 'link':
          steps.push({ kind: 'link', existing: path, at: `${target}.safetensors` });
          wanted.push(() => after.set(`${target}.safetensors`, hashOf(bytes)));
          break;
        case 'replace duplicates': {
          const twin = `${stem}-twin.safetensors`;
          add(twin, bytes);
          steps.push({ kind: 'trash', path: twin, alone: true }, { kind: 'link', existing: path, at: twin });
          wanted.push(() => {
            goes(twin, null);
            after.set(twin, hashOf(bytes));
          });
          break;
        }
        case 'replace versions': {
          const newer = `${stem}-v2.safetensors`;
          add(newer, randomBytes(chance.between(1, 65_536)));
          steps.push({ kind: 'trash', path, alone: true }, { kind: 'move', from: newer, to: path });
          wanted.push(() => {
            goes(path, null);
            goes(newer, path);
          });
        }
      }
    }
    this.before = this.tree();
    for (const change of wanted) change();
    this.after = after;
    const operation = scenario.startsWith('move')
      ? 'move'
      : scenario === 'trash' || scenario === 'link'
        ? scenario
        : 'replace';
    this.wish = { kind: 'do', operation: operation as Wish['operation'], steps };
  }

  tree(): Tree {
    const found = new Map<string, string>();
    for (const root of this.roots)
      for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || isNoteOfOwner(entry.parentPath, entry.name)) continue;
        const path = join(entry.parentPath, entry.name);
        found.set(path.replace(/(\.civet-trash\/)[0-9a-f]{16}/, '$1*'), hashOf(readFileSync(path)));
      }
    return found;
  }

  /** Files that are neither where they were nor where they should be, with these bytes. */
  lost(tree: Tree): readonly string[] {
    const isAt = (place: Tree, path: string, hash: string) =>
      place.get(path) === hash && tree.get(path) === hash;
    const wanted = new Set([...this.before.values(), ...this.after.values()]);
    return [...wanted].filter(
      (hash) =>
        ![...this.before.keys()].some((path) => isAt(this.before, path, hash)) &&
        ![...this.after.keys()].some((path) => isAt(this.after, path, hash)),
    );
  }

  remove(): void {
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
  }
}

export function isSameTree(a: Tree, b: Tree): boolean {
  return a.size === b.size && [...a].every(([path, hash]) => b.get(path) === hash);
}

export function hasOtherVolume(): boolean {
  return existsSync(OTHER_VOLUME) && statSync(OTHER_VOLUME).dev !== statSync(tmpdir()).dev;
}

/** It is there while something is in the trash, and left alone by nobody. */
function isNoteOfOwner(folder: string, name: string): boolean {
  return name === OWNER_FILE && readdirSync(folder).length > 1;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
