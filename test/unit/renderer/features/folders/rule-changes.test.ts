import { describe, expect, it } from 'vitest';
import {
  isWhole,
  movedRule,
  placeOf,
  withDraft,
} from '../../../../../renderer/features/folders/rules/rule-changes';
import type { PlacementRule } from '../../../../../shared/placement-rules';

const rule = (name: string): PlacementRule => ({
  name,
  isOn: true,
  conditions: [{ field: 'tag', text: name }],
  kind: 'lora',
  rootId: null,
});
const rules = [rule('a'), rule('b'), rule('c')];
const changedB = { original: { at: 1, rule: rule('b') }, rule: rule('d') };
const names = (some: readonly PlacementRule[]) => some.map(({ name }) => name).join('');

describe('movedRule', () => {
  it.each([
    [0, 1, 'bac'],
    [2, -1, 'acb'],
    [0, -1, 'abc'],
    [2, 1, 'abc'],
    [7, -1, 'abc'],
  ] as const)('%i by %i → %s', (at, by, order) => {
    expect(names(movedRule(rules, at, by))).toBe(order);
  });
});

describe('withDraft', () => {
  it('adds a new rule at the end, and puts a changed one in its place', () => {
    expect(names(withDraft(rules, { original: null, rule: rule('d') }))).toBe('abcd');
    expect(names(withDraft(rules, changedB))).toBe('adc');
  });
  it.each([
    ['one before it was removed', 'bc', 'dc'],
    ['it was moved up', 'bac', 'dac'],
    ['one before it was moved behind it', 'bca', 'dca'],
    ['one was brought back before it', 'xabc', 'xadc'],
    ['it was removed', 'ac', 'acd'],
    ['all were', '', 'd'],
  ])('writes over no other rule when %s meanwhile', (_how, now, then) => {
    // As the settings bring them: other objects that say the same.
    expect(names(withDraft([...now].map(rule), changedB))).toBe(then);
  });
});

describe('placeOf', () => {
  it('is where the rule was that was pressed, of two that say the same', () => {
    const twice = [rule('a'), rule('b'), rule('b')];
    expect(placeOf({ original: { at: 2, rule: rule('b') } }, twice)).toBe(2);
    expect(placeOf({ original: { at: 2, rule: rule('b') } }, twice.slice(0, 2))).toBe(1);
  });
  it.each<[string, Partial<PlacementRule>]>([
    ['what it is called', { name: 'z' }],
    ['whether it is on', { isOn: false }],
    ['a field', { conditions: [{ field: 'name', text: 'b' }] }],
    ['a text', { conditions: [{ field: 'tag', text: 'c' }] }],
    ['a condition more', { conditions: [...rule('b').conditions, { field: 'name', text: 'b' }] }],
    ['the kind', { kind: null }],
    ['the program', { rootId: '0123456789abcdef' }],
  ])('tells rules apart by %s', (_what, change) => {
    expect(placeOf(changedB, [rule('a'), { ...rule('b'), ...change }])).toBeNull();
  });
});

describe('isWhole', () => {
  it.each<[string, Partial<PlacementRule>, boolean]>([
    ['says both', {}, true],
    ['names a program alone', { kind: null, rootId: '0123456789abcdef' }, true],
    ['goes nowhere', { kind: null }, false],
    ['looks at nothing', { conditions: [] }, false],
    ['leaves a condition empty', { conditions: [{ field: 'tag', text: ' ' }] }, false],
  ])('one that %s', (_how, change, expected) => {
    expect(isWhole({ ...rule('a'), ...change })).toBe(expected);
  });
});
