import assert from 'node:assert/strict';
import { VAULT_NAME } from '../origins';
import { type FaultCase, LARGE, MIB, type Scenario } from '../scenario';
import type { Answer, Rule } from '../server/answer';
import { FILE_ID } from '../target';
import { TOKEN, type World } from '../world';
import { neverWaited } from './look';

const CODES = [301, 302, 303, 307, 308] as const;

function redirect(status: number, location: string | null): Answer {
  const headers: Record<string, string> =
    location === null ? {} : { Location: location, 'Set-Cookie': 'session=1; Path=/' };
  return { status, body: '', headers };
}

/** What the second origin was asked: with the range, and without anything that belongs to the first. */
function onlyRangeTravelled(world: World): void {
  neverWaited(world);
  const { exchanges } = world.origins.mirror;
  assert.ok(exchanges.length >= 1, 'the redirect was not followed');
  for (const { seen } of exchanges) {
    assert.match(seen.headers.range ?? '', /^bytes=\d+-\d+$/, 'the range was lost on the way');
    assert.equal(seen.headers.authorization, undefined);
    assert.equal(seen.headers.cookie, undefined);
    assert.equal(seen.headers.referer, undefined);
  }
}

/** The storage sends the first request on to the mirror, in one way of writing its address. */
function movedOn(name: string, status: number, locationOf: (signed: URL, world: World) => string): Scenario {
  return {
    name,
    disk: { claimed: MIB },
    storage: (world) => [
      {
        answer: () => redirect(status, locationOf(new URL(world.origins.signedAt('mirror', FILE_ID)), world)),
      },
    ],
    ends: 'completed',
    check: onlyRangeTravelled,
  };
}

export const REDIRECTS: readonly FaultCase[] = [
  {
    id: 58,
    fault: '301/302/303/307/308 to another origin',
    expect: 'follow by hand; resend `Range`; drop `Authorization`, `Cookie`',
    scenarios: [
      ...CODES.map((status) => movedOn(`the storage answers ${status}`, status, ({ href }) => href)),
      ...CODES.map(
        (status): Scenario => ({
          name: `the API answers ${status}`,
          api: [{ answer: { status } }],
          ends: 'completed',
          check: (world) => {
            neverWaited(world);
            assert.equal(world.resolves[0]?.seen.headers.authorization, `Bearer ${TOKEN}`);
          },
        }),
      ),
    ],
  },
  {
    id: 59,
    fault: 'same host, other port or scheme',
    expect: 'other origin → drop too',
    scenarios: [
      {
        name: 'another port',
        ends: 'completed',
        check: (world) => {
          const [api, storage] = [
            new URL(world.origins.apiOrigin),
            new URL(world.origins.originOf('storage')),
          ];
          assert.equal(api.hostname, storage.hostname);
          assert.notEqual(api.port, storage.port);
          assert.ok(world.asked.every(({ seen }) => seen.headers.authorization === undefined));
        },
      },
      {
        name: 'another scheme',
        vault: 'trusted',
        links: { leadTo: (_generation, world) => new URL(world.origins.vaultOrigin('127.0.0.1')) },
        ends: 'completed',
        check: (world) => {
          const exchanges = world.origins.vault?.exchanges ?? [];
          assert.ok(exchanges.length > 0);
          assert.ok(exchanges.every(({ seen }) => seen.headers.authorization === undefined));
        },
      },
    ],
  },
  {
    id: 60,
    fault: 'redirect https → http',
    expect: 'refuse',
    note: 'To a host that is not this machine: with a test service, http on this machine is allowed by design.',
    scenarios: [
      {
        name: 'from the storage',
        vault: 'trusted',
        links: { leadTo: () => 'vault' },
        vaultRules: [{ answer: redirect(302, `http://${VAULT_NAME}:1/bucket/file`) }],
        ends: { failed: 'network.redirectRefused' },
        check: (world) => assert.equal(world.origins.vault?.exchanges.length, 1, 'it was tried again'),
      },
      {
        name: 'from the API',
        api: [{ answer: { headers: { Location: 'http://storage.test/bucket/file' } } }],
        ends: { failed: 'network.redirectRefused' },
        check: (world) => assert.equal(world.resolves.length, 1, 'it was tried again'),
      },
    ],
  },
  {
    id: 61,
    fault: 'loop, or > 10 hops',
    expect: 'fail attempt, clear message',
    scenarios: [
      {
        name: 'the storage sends in a circle',
        storage: [{ answer: ({ target }) => redirect(302, target) }],
        ends: { failed: 'network.redirectRefused' },
        check: (world) => assert.ok(world.asked.length <= 11, `${world.asked.length} hops`),
      },
      {
        name: 'storage and mirror send to each other',
        storage: (world) => [
          { answer: ({ target }) => redirect(307, `${world.origins.originOf('mirror')}${target}`) },
        ],
        mirror: (world) => [
          { answer: ({ target }) => redirect(307, `${world.origins.originOf('storage')}${target}`) },
        ],
        ends: { failed: 'network.redirectRefused' },
        check: (world) => assert.ok(world.origins.requests.length <= 11),
      },
      {
        name: 'the API sends in a circle',
        api: [{ answer: ({ target }) => ({ headers: { Location: target } }) }],
        ends: { failed: 'network.redirectRefused' },
        check: (world) => assert.ok(world.resolves.length <= 11, `${world.resolves.length} hops`),
      },
    ],
  },
  {
    id: 62,
    fault: '3xx without `Location`',
    expect: 'transient once, then fail',
    scenarios: [
      { name: 'the storage, once', storage: [{ times: 1, answer: redirect(302, null) }], ends: 'completed' },
      {
        name: 'the storage, always',
        storage: [{ answer: redirect(302, null) }],
        ends: { failed: ['http.badAnswer', 'http.rejected'] },
        check: (world) => assert.equal(world.asked.length, 2, 'not exactly one more try'),
      },
      {
        name: 'the API, once',
        api: [{ times: 1, answer: { headers: { Location: null } } }],
        ends: 'completed',
      },
      {
        name: 'the API, always',
        api: [{ answer: { headers: { Location: null } } }],
        ends: { failed: ['http.badAnswer', 'http.rejected'] },
        check: (world) => assert.equal(world.resolves.length, 2, 'not exactly one more try'),
      },
    ],
  },
  {
    id: 63,
    fault: 'relative, protocol-relative, fragment in `Location`',
    expect: 'resolve by URL rules',
    scenarios: [
      {
        name: 'relative',
        storage: (world) => [
          {
            times: 1,
            answer: () =>
              redirect(
                302,
                new URL(world.origins.signedAt('storage', FILE_ID)).href.replace(/^http:\/\/[^/]+/, ''),
              ),
          },
        ],
        ends: 'completed',
        check: neverWaited,
      },
      movedOn('without a scheme', 302, ({ href }) => href.replace(/^http:/, '')),
      {
        ...movedOn('with a fragment', 302, ({ href }) => `${href}#part=1`),
        check: (world) => {
          onlyRangeTravelled(world);
          assert.ok(
            world.origins.mirror.exchanges.every(({ seen }) => !seen.target.includes('#')),
            'the fragment was sent',
          );
        },
      },
      {
        name: 'the API, with a fragment',
        api: (world) => [
          { answer: () => ({ headers: { Location: `${world.origins.signedAt('mirror', FILE_ID)}#x` } }) },
        ],
        ends: 'completed',
        check: (world) =>
          assert.ok(world.origins.mirror.exchanges.every(({ seen }) => !seen.target.includes('#'))),
      },
    ],
  },
  {
    id: 64,
    fault: "signed path with `%2B`, `+`, `%20`, `'`, `(`, UTF-8 in `response-content-disposition`",
    expect: 'sent byte-for-byte; signature survives',
    scenarios: [
      oddLink('%2B, + and %20 in the path', 'a%2Bb+c%20d.safetensors', ''),
      oddLink("' ( ) ! * ~ in the path", "it's(a)model!*~.safetensors", ''),
      oddLink('UTF-8 and lower-case escapes', 'mod%c3%a8le-%E6%A8%A1.safetensors', ''),
      oddLink('%2F and %2e in the path', 'sub%2Fdir%2e/model.safetensors', ''),
      oddLink(
        'a file name in the query',
        'model.safetensors',
        "&response-content-disposition=attachment%3B%20filename%3D%22it's%20(a)+%C3%A8.safetensors%22%3B%20filename*%3DUTF-8''mod%C3%A8le.safetensors",
      ),
      oddLink(
        'bytes that are not ASCII, as a broken server writes them',
        'model.safetensors',
        '&x=%20+%2b|^`{}',
      ),
      {
        ...oddLink('through a redirect of the storage', "a%2Bb+c%20d'(e).safetensors", '&x=%c3%a8+%20'),
        storage: (world) => [
          { times: 1, answer: () => redirect(302, world.origins.signedAt('mirror', FILE_ID)) },
        ],
      },
    ],
  },
  {
    id: 65,
    fault: 'redirect to `/login`',
    expect: 'auth error, not a download',
    scenarios: [
      loginAt('the API', { api: [{ answer: { headers: { Location: '/login?returnUrl=%2Fmodels%2F1' } } }] }),
      loginAt('the API, with its origin', {
        api: (world) => [{ answer: () => ({ headers: { Location: `${world.origins.apiOrigin}/login` } }) }],
      }),
      loginAt('the storage', { storage: [{ answer: redirect(302, '/login?next=file') }] }),
    ],
  },
];

function oddLink(name: string, path: string, query: string): Scenario {
  return {
    name,
    file: { size: LARGE },
    links: { path, query },
    ends: 'completed',
    check: (world) => {
      neverWaited(world);
      assert.ok(
        world.origins.requests.every(({ status }) => status !== 403),
        'the signature broke on the way',
      );
    },
  };
}

function loginAt(
  name: string,
  rules: { readonly api?: Scenario['api']; readonly storage?: readonly Rule[] },
): Scenario {
  return {
    name,
    ...rules,
    ends: { failed: 'access.loginNeeded' },
    check: async (world) => {
      assert.deepEqual(world.parts.writes, []);
      assert.deepEqual(await world.names(), [], 'something was left in the folder');
    },
  };
}
