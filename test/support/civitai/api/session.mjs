// @ts-check
/** @import { IncomingMessage } from 'node:http' */
/** @import { FileMetadata } from '../catalogue/types.mjs' */

/**
 * The account behind a token.
 * @typedef {object} Account
 * @property {string} username
 * @property {number} [id]
 * @property {string} [tier] `free` unless given
 * @property {'active' | 'muted' | 'banned'} [status] a banned account's token counts as invalid
 * @property {string} [email]
 * @property {FileMetadata} [filePreferences] decide what a bare download link delivers
 * @property {readonly number[]} [boughtVersionIds] early access and private versions it may download
 * @property {readonly number[]} [favoriteModelIds]
 * @property {readonly number[]} [hiddenModelIds]
 */

/**
 * The account of a request: the header wins over `?token=`, and an invalid token is nobody.
 *
 * @param {IncomingMessage} request
 * @param {URL} url
 * @param {Readonly<Record<string, Account>>} tokens
 * @returns {Account | null}
 */
export function sessionOf(request, url, tokens) {
  const [, bearer] = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const token = bearer ?? url.searchParams.get('token');
  const account =
    token !== null && token !== undefined && Object.hasOwn(tokens, token) ? tokens[token] : undefined;
  return account === undefined || account.status === 'banned' ? null : account;
}

/** @param {Account} account */
export function describeAccount(account) {
  return {
    id: account.id ?? 7_007,
    username: account.username,
    tier: account.tier ?? 'free',
    status: account.status ?? 'active',
    isMember: (account.tier ?? 'free') !== 'free',
    subscriptions: [],
    ...(account.email === undefined ? {} : { email: account.email, emailVerified: true }),
    tokenScope: 4,
    buzzLimit: null,
    subject: { type: 'apiKey', id: account.id ?? 7_007 },
  };
}
