import type { UsedResource } from '../../../shared/civitai/images';
import { cleanLine } from './clean-text';

const MOST_RESOURCES = 60;
/** AutoV1 and CRC-32, AutoV2, AutoV3, SHA-256 and BLAKE3. */
const HASH = /^(?:[0-9A-F]{8}|[0-9A-F]{10}|[0-9A-F]{12}|[0-9A-F]{64})$/;
const LARGEST_ID = 2_147_483_647;

type Table = Readonly<Record<string, unknown>>;

/**
 * What a picture was made with. Programs tell it in up to six places at once (`resources`,
 * `civitaiResources`, `additionalResources`, `hashes`, "Lora hashes", "Model hash"); the same thing told
 * twice is one entry that has all that was told.
 */
export function resourcesOf(meta: Table): readonly UsedResource[] {
  const found: UsedResource[] = [];
  const add = (part: Partial<UsedResource>) => {
    const resource = { type: null, name: null, weight: null, modelVersionId: null, hash: null, ...part };
    if (resource.name === null && resource.modelVersionId === null && resource.hash === null) return;
    const at = found.findIndex((known) => isSame(known, resource));
    const known = found[at];
    if (known !== undefined) found[at] = joined(known, resource);
    else if (found.length < MOST_RESOURCES) found.push(resource);
  };
  for (const key of ['resources', 'civitaiResources', 'additionalResources']) {
    for (const entry of listAt(meta, key)) add(readEntry(entry));
  }
  for (const [name, hash] of hashPairs(meta)) add(readHash(name, hash));
  return found;
}

function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listAt(meta: Table, key: string): readonly Table[] {
  const value = Object.hasOwn(meta, key) ? meta[key] : null;
  return Array.isArray(value) ? value.slice(0, MOST_RESOURCES).filter(isTable) : [];
}

function readEntry(entry: Table): Partial<UsedResource> {
  const name = line(entry.modelName) ?? line(entry.name);
  // An AIR stands where a name would: "urn:air:sdxl:lora:civitai:123@456".
  const air = /civitai:\d{1,10}@(\d{1,10})/.exec(name ?? line(entry.air) ?? '')?.[1];
  return {
    type: line(entry.type),
    name: air === undefined ? name : line(entry.modelName),
    weight: weightOf(entry.weight ?? entry.strength),
    modelVersionId: toId(entry.modelVersionId) ?? toId(air),
    hash: hashOf(entry.hash),
  };
}

/** Pairs such as ["lora:fjord", "A1B2C3D4E5"], from a table or from "fjord: a1b2c3d4e5, other: …". */
function hashPairs(meta: Table): readonly (readonly [string, unknown])[] {
  const hashes = isTable(meta.hashes) ? Object.entries(meta.hashes) : [];
  const written = (key: string, type: string) => {
    const value = meta[key];
    if (typeof value !== 'string') return [];
    return [...value.slice(0, 5_000).matchAll(/([^:,"]{1,100}):\s*([0-9a-f]{8,64})/gi)].map(
      ([, name, hash]) => [`${type}:${name?.trim() ?? ''}`, hash] as const,
    );
  };
  const model = typeof meta['Model hash'] === 'string' ? [['model', meta['Model hash']] as const] : [];
  return [...hashes, ...model, ...written('Lora hashes', 'lora'), ...written('TI hashes', 'embed')].slice(
    0,
    MOST_RESOURCES,
  );
}

function readHash(untrustedName: string, untrustedHash: unknown): Partial<UsedResource> {
  const [type = '', ...rest] = untrustedName.split(':');
  return { type: line(type), name: line(rest.join(':')), hash: hashOf(untrustedHash) };
}

function isSame(a: UsedResource, b: UsedResource): boolean {
  if (a.modelVersionId !== null && b.modelVersionId !== null) return a.modelVersionId === b.modelVersionId;
  if (a.hash !== null && b.hash !== null) return a.hash === b.hash;
  return a.name !== null && b.name !== null && a.name.toLowerCase() === b.name.toLowerCase();
}

function joined(a: UsedResource, b: UsedResource): UsedResource {
  return {
    type: a.type ?? b.type,
    name: a.name ?? b.name,
    weight: a.weight ?? b.weight,
    modelVersionId: a.modelVersionId ?? b.modelVersionId,
    hash: a.hash ?? b.hash,
  };
}

function line(value: unknown): string | null {
  const clean = typeof value === 'string' ? cleanLine(value.slice(0, 300)) : '';
  return clean === '' ? null : clean;
}

function hashOf(value: unknown): string | null {
  const hex = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return HASH.test(hex) ? hex : null;
}

function toId(value: unknown): number | null {
  const id = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof id === 'number' && Number.isInteger(id) && id >= 1 && id <= LARGEST_ID ? id : null;
}

function weightOf(value: unknown): number | null {
  const weight = typeof value === 'string' && /^-?\d{1,3}(\.\d{1,6})?$/.test(value) ? Number(value) : value;
  return typeof weight === 'number' && Math.abs(weight) <= 100 ? weight : null;
}
