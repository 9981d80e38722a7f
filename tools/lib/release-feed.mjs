// @ts-check
import { ToolError } from './say.mjs';

const NEXT = 'set it to github:OWNER/REPOSITORY or to an https address, or unset it.';

/**
 * Where programs of this build look for newer ones; electron-builder writes it beside them as app-update.yml. Without
 * one they look nowhere, and say so.
 *
 * @param {string | undefined} feed CIVET_RELEASE_FEED
 * @returns {string[]} arguments of electron-builder
 */
export function feedArguments(feed) {
  if (feed === undefined || feed === '') return [];
  const github = /^github:([A-Za-z0-9][\w.-]*)\/([A-Za-z0-9][\w.-]*)$/.exec(feed);
  if (github !== null)
    return ['-c.publish.provider=github', `-c.publish.owner=${github[1]}`, `-c.publish.repo=${github[2]}`];
  if (URL.canParse(feed) && new URL(feed).protocol === 'https:')
    return ['-c.publish.provider=generic', `-c.publish.url=${feed}`];
  throw new ToolError(`CIVET_RELEASE_FEED is "${feed}", which is no feed.`, NEXT);
}
