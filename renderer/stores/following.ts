import { create } from 'zustand';
import { type FollowSubject, followKey } from '../../shared/following/follow-key';
import type { FollowingStatus } from '../../shared/following/following';
import type { Api } from '../../shared/ipc/contract';
import { mirrorValue } from './mirror-value';

interface FollowingMirror {
  /** Null until main has answered. */
  readonly status: FollowingStatus | null;
  readonly followed: ReadonlySet<string>;
  /** Counts up with everything that main tells, so that lists are read anew. */
  readonly changes: number;
}

export const useFollowingStore = create<FollowingMirror>(() => ({
  status: null,
  followed: new Set(),
  changes: 0,
}));

/** Null until that is known. */
export function useIsFollowed(subject: FollowSubject): boolean | null {
  return useFollowingStore(({ status, followed }) =>
    status === null ? null : followed.has(followKey(subject)),
  );
}

export function startFollowingMirror(api: Api): () => void {
  return mirrorValue<FollowingStatus>({
    subscribe: (listener) => api.on('following.changed', listener),
    ask: () => api.invoke('following.status'),
    set: (status) =>
      useFollowingStore.setState(({ changes }) => ({
        status,
        followed: new Set(status.followed),
        changes: changes + 1,
      })),
  });
}
