/** What can be followed. A creator is known by name: the lists that tell of them say nothing else. */
export type FollowSubject =
  | { readonly kind: 'model'; readonly modelId: number }
  | { readonly kind: 'creator'; readonly username: string };

/** Names one thing that is followed; equal for spellings of a creator that the service takes for one (API note 1.1). */
export function followKey(subject: FollowSubject): string {
  if (subject.kind === 'model') return `model:${subject.modelId}`;
  const slug = subject.username.toLowerCase().replace(/[^a-z0-9_]/g, '');
  return `creator:${slug === '' ? subject.username.trim().toLowerCase() : slug}`;
}
