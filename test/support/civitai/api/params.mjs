// @ts-check
/** @import { Issue } from './reply.mjs' */

const TRUE_WORDS = ['true', '1', 'yes', 'on', 'y', 'enabled'];
const FALSE_WORDS = ['false', '0', 'no', 'off', 'n', 'disabled'];

/** Reads query parameters the way the service's schemas do, collecting what is wrong with them. */
export class Params {
  /** @type {Issue[]} */
  issues = [];
  #search;

  /** @param {URLSearchParams} search */
  constructor(search) {
    this.#search = search;
  }

  /** @param {string} name */
  has(name) {
    return this.#search.has(name);
  }

  /** @param {string} name @returns {string | null} an empty value counts as none */
  text(name) {
    return this.#search.get(name) || null;
  }

  /**
   * @param {string} name
   * @param {{ least: number, most?: number, fallback: number | null }} rule
   * @returns {number | null} the fallback when absent or wrong
   */
  number(name, { least, most, fallback }) {
    const raw = this.#search.get(name);
    if (raw === null) return fallback;
    const value = Number(raw);
    if (raw.trim() === '' || Number.isNaN(value))
      this.#add('invalid_type', name, 'Invalid input: expected number, received NaN', {
        expected: 'number',
        received: 'NaN',
      });
    else if (!Number.isInteger(value))
      this.#add('invalid_type', name, 'Invalid input: expected int, received number', {
        expected: 'int',
        format: 'safeint',
      });
    else if (value < least)
      this.#add('too_small', name, `Too small: expected number to be >=${least}`, {
        origin: 'number',
        minimum: least,
        inclusive: true,
      });
    else if (most !== undefined && value > most)
      this.#add('too_big', name, `Too big: expected number to be <=${most}`, {
        origin: 'number',
        maximum: most,
        inclusive: true,
      });
    else return value;
    return fallback;
  }

  /** A comma-separated list of whole numbers. @param {string} name @returns {number[] | null} */
  numbers(name) {
    const raw = this.text(name);
    if (raw === null) return null;
    const values = this.#search
      .getAll(name)
      .flatMap((value) => value.split(','))
      .map(Number);
    if (values.every(Number.isInteger)) return values;
    this.#add('invalid_type', name, 'Invalid input: expected number, received NaN', {
      expected: 'number',
      received: 'NaN',
    });
    return null;
  }

  /** @param {string} name @param {readonly string[]} allowed @returns {string | null} */
  choice(name, allowed) {
    const raw = this.#search.get(name);
    if (raw === null) return null;
    if (allowed.includes(raw)) return raw;
    this.#addChoice(name, allowed);
    return null;
  }

  /** One value, or the key repeated; a comma list is one unknown value. @param {string} name @param {readonly string[]} allowed */
  choices(name, allowed) {
    const values = this.#search.getAll(name);
    if (values.every((value) => allowed.includes(value))) return values;
    this.#addChoice(name, allowed);
    return [];
  }

  /** @param {string} name @returns {readonly string[]} */
  all(name) {
    return this.#search.getAll(name);
  }

  /** Accepts words of truth only. @param {string} name @returns {boolean | null} */
  strictFlag(name) {
    const raw = this.#search.get(name);
    if (raw === null) return null;
    if (TRUE_WORDS.includes(raw.toLowerCase())) return true;
    if (FALSE_WORDS.includes(raw.toLowerCase())) return false;
    this.#add('invalid_value', name, 'Invalid option: expected a stringbool', {
      values: [...TRUE_WORDS, ...FALSE_WORDS],
    });
    return null;
  }

  /** JavaScript's idea of truth: every text but the empty one, so `false` is true. @param {string} name */
  coercedFlag(name) {
    return Boolean(this.#search.get(name));
  }

  /** Parameters whose schema no text can satisfy. @param {readonly string[]} names @param {string} expected */
  refuse(names, expected) {
    for (const name of names) {
      if (this.#search.has(name))
        this.#add('invalid_type', name, `Invalid input: expected ${expected}, received string`, { expected });
    }
  }

  /** A list that a single value does not make. @param {string} name @param {readonly string[]} allowed */
  repeated(name, allowed) {
    const values = this.#search.getAll(name);
    if (values.length === 1)
      this.#add('invalid_type', name, 'Invalid input: expected array, received string', {
        expected: 'array',
      });
    return values.length < 2 ? [] : this.choices(name, allowed);
  }

  /** @param {string} name @param {readonly string[]} allowed */
  #addChoice(name, allowed) {
    this.#add(
      'invalid_value',
      name,
      `Invalid option: expected one of ${allowed.map((value) => `"${value}"`).join('|')}`,
      { values: allowed },
    );
  }

  /** @param {string} code @param {string} name @param {string} message @param {Record<string, unknown>} details */
  #add(code, name, message, details) {
    this.issues.push({ ...details, code, path: [name], message });
  }
}
