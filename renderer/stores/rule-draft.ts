import { create } from 'zustand';
import type { FolderKind } from '../../shared/placement';
import type { PlacementRule, RuleCondition } from '../../shared/placement-rules';
import { navigate } from './view';

/** A rule as it is being written; what it lacks may come yet. */
export interface RuleDraft {
  /** The rule that is being changed, as it was, and where; null for a new one. Others may go or move meanwhile. */
  readonly original: { readonly at: number; readonly rule: PlacementRule } | null;
  readonly rule: PlacementRule;
}

interface RuleDraftState {
  readonly draft: RuleDraft | null;
  /** The rule as it was when it was begun. */
  readonly begun: PlacementRule | null;
  /** What the draft would make room for, once the user has said that what they wrote may go; null while nobody asks. */
  readonly leaving: { readonly next: RuleDraft | null } | null;
}

/** Ours: another screen may begin a rule, which Folders then shows. */
export const useRuleDraft = create<RuleDraftState>(() => ({ draft: null, begun: null, leaving: null }));

/** Shows a rule to write at; what is being written already is asked about first. */
export function openRule(draft: RuleDraft): void {
  leaveFor(draft);
}

/** Takes what was written further on. */
export function writeRule(rule: PlacementRule): void {
  useRuleDraft.setState(({ draft }) => ({ draft: draft === null ? null : { ...draft, rule } }));
}

/** Leaves what was written, after a question if anything was. */
export function leaveRule(): void {
  leaveFor(null);
}

/** The question was answered: it may go. */
export function dropRule(): void {
  const { leaving } = useRuleDraft.getState();
  show(leaving?.next ?? null);
}

/** The question was answered: it stays. */
export function keepWriting(): void {
  useRuleDraft.setState({ leaving: null });
}

/** What was written is kept elsewhere now. */
export function endRule(): void {
  show(null);
}

function leaveFor(next: RuleDraft | null): void {
  const { draft, begun } = useRuleDraft.getState();
  // Both are made the same way, so that what is the same reads the same.
  const isWritten = draft !== null && JSON.stringify(draft.rule) !== JSON.stringify(begun);
  if (isWritten) useRuleDraft.setState({ leaving: { next } });
  else show(next);
}

function show(draft: RuleDraft | null): void {
  useRuleDraft.setState({ draft, begun: draft?.rule ?? null, leaving: null });
}

/** Makes of what the user has chosen for one file a rule for all that are like it, and shows it. */
export function beginRule(
  { modelType, baseModel }: { readonly modelType: string; readonly baseModel: string | null },
  kind: FolderKind,
): void {
  const conditions: readonly RuleCondition[] = [
    { field: 'modelType', text: modelType },
    ...(baseModel === null ? [] : [{ field: 'baseModel', text: baseModel } as const]),
  ];
  openRule({ original: null, rule: { name: '', isOn: true, conditions, kind, rootId: null } });
  navigate({ screen: 'folders' });
}
