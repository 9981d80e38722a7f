import { beforeEach, describe, expect, it } from 'vitest';
import {
  beginRule,
  dropRule,
  endRule,
  keepWriting,
  leaveRule,
  openRule,
  type RuleDraft,
  useRuleDraft,
  writeRule,
} from '../../../../renderer/stores/rule-draft';

const begun: RuleDraft = {
  original: null,
  rule: {
    name: '',
    isOn: true,
    conditions: [{ field: 'baseModel', text: '' }],
    kind: null,
    rootId: null,
  },
};
const written = { ...begun.rule, conditions: [{ field: 'baseModel' as const, text: 'Flux' }] };
const state = () => useRuleDraft.getState();

beforeEach(() => {
  endRule();
  openRule(begun);
});

describe('a rule that is being written', () => {
  it('is left at once while nothing of it was written, or it is as it was', () => {
    leaveRule();
    expect(state().draft).toBeNull();
    openRule(begun);
    writeRule(written);
    writeRule({ ...written, conditions: [{ field: 'baseModel', text: '' }] });
    leaveRule();
    expect(state()).toMatchObject({ draft: null, leaving: null });
  });

  it('stays until the user has said that it may go', () => {
    writeRule(written);
    leaveRule();
    expect(state()).toMatchObject({ draft: { rule: written }, leaving: { next: null } });
    keepWriting();
    expect(state()).toMatchObject({ draft: { rule: written }, leaving: null });
    leaveRule();
    dropRule();
    expect(state()).toMatchObject({ draft: null, leaving: null });
  });

  it('makes room for one that is begun elsewhere only after the question', () => {
    writeRule(written);
    beginRule({ modelType: 'LORA', baseModel: null }, 'lora');
    expect(state().draft?.rule).toEqual(written);
    dropRule();
    expect(state().draft?.rule).toMatchObject({ kind: 'lora', conditions: [{ text: 'LORA' }] });
    // That one was begun for the user, who has written nothing of it yet.
    leaveRule();
    expect(state().draft).toBeNull();
  });

  it('is over once it is kept', () => {
    writeRule(written);
    endRule();
    expect(state()).toMatchObject({ draft: null, leaving: null });
  });
});
