import { useQueries } from '@tanstack/react-query';
import { useCallback, useRef, useState } from 'react';
import type { Failure } from '../../../shared/failure';
import type { DuplicateGroup, DuplicatePage } from '../../../shared/library/duplicates';
import { useSettled } from '../../app/use-settled';
import { ask, failureOf } from '../../ipc/api';
import { useLibraryStore } from '../../stores/library';
import type { DuplicateTab } from './duplicates-view';

/** More than fit on a large screen. */
const PAGE_GROUPS = 50;
/** While files are read the list would be another one several times a second. */
const SETTLED_MS = 1_000;

/** The groups that are on screen, in parts. */
export function useDuplicates(tab: DuplicateTab) {
  const revision = useSettled(
    useLibraryStore((store) => String(store.status?.revision ?? 0)),
    SETTLED_MS,
  );
  const [shown, setShown] = useState({ from: 0, to: 0 });
  // The same part a moment ago, so that nothing flickers when it is asked for anew.
  const before = useRef(new Map<string, DuplicatePage>());
  const pages = Array.from({ length: shown.to - shown.from + 1 }, (_, at) => shown.from + at);
  const answers = useQueries({
    queries: pages.map((page) => ({
      queryKey: ['duplicates', tab, page, revision],
      queryFn: async () => {
        const answer = await ask('duplicates.list', {
          likeness: tab === 'weights' ? 'weights' : 'bytes',
          isLeft: tab === 'left',
          offset: page * PAGE_GROUPS,
          limit: PAGE_GROUPS,
        });
        before.current.set(`${tab} ${page}`, answer);
        return answer;
      },
      placeholderData: () => before.current.get(`${tab} ${page}`),
      staleTime: 0,
      gcTime: 0,
    })),
  });
  const [first] = answers;
  const error = answers.find((each) => each.error !== null)?.error ?? null;
  const failure: Failure | null = error === null ? null : failureOf(error);
  const look = useCallback((firstRow: number, lastRow: number) => {
    const next = { from: Math.floor(firstRow / PAGE_GROUPS), to: Math.floor(lastRow / PAGE_GROUPS) };
    setShown((now) => (now.from === next.from && now.to === next.to ? now : next));
  }, []);
  const groupAt = (index: number): DuplicateGroup | null =>
    answers[Math.floor(index / PAGE_GROUPS) - shown.from]?.data?.groups[index % PAGE_GROUPS] ?? null;
  return { total: first?.data?.total ?? null, totals: first?.data?.totals ?? null, failure, groupAt, look };
}
