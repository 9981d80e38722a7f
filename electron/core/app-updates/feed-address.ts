import { z } from 'zod';

const githubName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/);

/** The file that electron-builder puts beside the program, as far as Civet reads it itself. */
const feedSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('github'), owner: githubName, repo: githubName }),
  z.object({ provider: z.literal('generic'), url: z.string().refine(isFeedUrl) }),
]);
export type Feed = z.infer<typeof feedSchema>;

/** Null for a feed that Civet does not take: another kind, or an address that could be read on the way. */
export function readFeed(untrusted: unknown): Feed | null {
  const parsed = feedSchema.safeParse(untrusted);
  return parsed.success ? parsed.data : null;
}

/** The page of all releases; null where only files are known. */
export function releasePageOf(feed: Feed): string | null {
  return feed.provider === 'github' ? `https://github.com/${feed.owner}/${feed.repo}/releases` : null;
}

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** https, or plain http inside this machine. */
export function isFeedUrl(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname));
}

/** Whether an answer of `from` may lead to `to`: nothing from the net leads into this machine, or to plain http. */
export function mayFollow(from: string, to: string): boolean {
  return isFeedUrl(to) && new URL(from).protocol === new URL(to).protocol;
}
