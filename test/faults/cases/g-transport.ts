import assert from 'node:assert/strict';
import { knowHost } from '../host-names';
import { VAULT_NAME } from '../origins';
import { type FaultCase, KIB, LARGE, MIB, OVERLAP, type Scenario } from '../scenario';
import { Gate } from '../server/answer';
import type { World } from '../world';
import { connectionsOf, firstWritten, neverWaited, startsOf } from './look';

const MINUTE = 60_000;

/** What breaks before a byte comes, and is mended while Civet waits. */
function passes(
  name: string,
  scenario: Partial<Scenario>,
  spoil: (world: World) => unknown,
  mend: (world: World) => unknown,
  codes: readonly string[],
): Scenario {
  return {
    name,
    disk: { claimed: MIB },
    ...scenario,
    run: async (world) => {
      await spoil(world);
      world.engine.queue.resume(world.id);
      const state = await world.drive.reaches('waiting');
      const code = state.kind === 'waiting' ? state.cause.code : '';
      assert.ok(codes.includes(code), `it waits for ${code}`);
      await mend(world);
      await world.drive.settle();
    },
    ends: 'completed',
    check: (world) => assert.equal(firstWritten(world), MIB, 'bytes were thrown away'),
  };
}

/** A name under the vault's that the resolver does not know, and later does. */
function unknownName(code: string): Scenario {
  const host = `${code.toLowerCase().replace('_', '-')}.${VAULT_NAME}`;
  return passes(
    code,
    {
      vault: 'trusted',
      links: { leadTo: (_generation, world) => new URL(world.origins.vaultOrigin(host)) },
    },
    () => knowHost(host, { code }),
    () => knowHost(host, { address: '127.0.0.1' }),
    ['network.dns', 'network.offline'],
  );
}

/** The clock of the case stands still, so nothing but the connection's own watchdog can end the silence. */
async function askedAgainAfterSilence(world: World): Promise<void> {
  const isLeft = () => world.asked[0]?.state === 'leftByClient';
  const startMs = performance.now();
  await world.drive.untilInRealTime('the silent line is given up', isLeft, 60_000);
  const seconds = (performance.now() - startMs) / 1000;
  assert.ok(seconds > 25, `it was given up after ${seconds.toFixed(0)} s`);
  await world.drive.settle();
}

export const TRANSPORT: readonly FaultCase[] = [
  {
    id: 85,
    fault: 'DNS fail, refused, unreachable, TLS reset',
    expect: 'transient with back-off; "offline" state if all hosts fail',
    scenarios: [
      unknownName('ENOTFOUND'),
      unknownName('EAI_AGAIN'),
      passes(
        'the storage refuses connections',
        {},
        (world) => world.origins.storage.stopListening(),
        (world) => world.origins.storage.listenAgain(),
        ['network.refused', 'network.offline'],
      ),
      passes(
        'the API refuses connections',
        {},
        (world) => world.origins.api.stopListening(),
        (world) => world.origins.api.listenAgain(),
        ['network.refused', 'network.offline'],
      ),
      {
        name: 'TLS is reset while it shakes hands',
        vault: 'trusted',
        links: { leadTo: () => 'vault' },
        run: async (world) => {
          world.origins.vault?.resetNextConnections(3);
          world.add();
          await world.drive.settle();
        },
        ends: 'completed',
      },
      {
        name: 'a reset in the place of an answer',
        disk: { claimed: MIB },
        storage: [{ times: 3, answer: { hangUp: 'rst' } }],
        ends: 'completed',
        check: (world) => assert.equal(firstWritten(world), MIB),
      },
    ],
  },
  {
    id: 86,
    fault: 'bad certificate',
    expect: 'fail at once, clear text (proxy/captive portal)',
    scenarios: (['unknown', 'otherName', 'expired'] as const).map(
      (vault): Scenario => ({
        name: vault,
        vault,
        links: { leadTo: () => 'vault' },
        ends: { failed: 'network.tls' },
        check: (world) => {
          assert.equal(world.resolves.length, 1, 'it was tried again');
          assert.equal(world.origins.vault?.exchanges.length, 0);
          const { state } = world.view();
          const host = state.kind === 'failed' ? state.cause.params.host : null;
          assert.match(String(host), /^vault\.test/, 'the host is not named');
        },
      }),
    ),
  },
  {
    id: 87,
    fault: 'headers never come',
    expect: '30 s, transient',
    scenarios: [
      {
        name: 'the storage, once',
        isSlow: true,
        disk: { claimed: MIB },
        storage: [{ times: 1, answer: { isSilent: true } }],
        run: async (world) => {
          world.engine.queue.resume(world.id);
          await askedAgainAfterSilence(world);
        },
        ends: 'completed',
      },
    ],
  },
  {
    id: 88,
    fault: 'body stops, socket open',
    expect: '30 s watchdog; **measured: no event ever by default** in any client',
    scenarios: [
      {
        name: 'once',
        isSlow: true,
        storage: [{ times: 1, answer: { stallAt: MIB + 5 } }],
        run: async (world) => {
          world.add();
          await askedAgainAfterSilence(world);
        },
        ends: 'completed',
        check: (world) => {
          assert.equal(world.asked[0]?.state, 'leftByClient', 'the silent line is still open');
          const next = startsOf(world.asked)[1] ?? 0;
          assert.ok(next > MIB - OVERLAP, `what had come was thrown away: asked again from ${next}`);
        },
      },
    ],
  },
  {
    id: 89,
    fault: '1 byte/s drip',
    expect: 'low-speed rule replaces the connection; hedge the frontier earlier',
    scenarios: [
      {
        name: 'one connection',
        storage: [{ times: 1, answer: { bytesPerSecond: 1 } }],
        run: async (world) => {
          world.add();
          await world.drive.until('somebody else was asked', () => world.asked.length >= 2, 3 * MINUTE);
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => assert.equal(world.asked[0]?.state, 'leftByClient', 'the drip was not given up'),
      },
      {
        name: 'one of several connections, at the frontier',
        file: { size: LARGE },
        connections: 4,
        storage: [
          { when: ({ number }) => number === 3, times: 1, answer: { bytesPerSecond: 1 } },
          { answer: { bytesPerSecond: 2 * MIB } },
        ],
        run: async (world) => {
          world.add();
          await world.drive.settle();
          const seconds = world.clock.steadyMs() / 1000;
          assert.ok(seconds < 60, `one drip held everything up: it took ${seconds.toFixed(0)} s`);
        },
        ends: 'completed',
        check: neverWaited,
      },
    ],
  },
  {
    id: 90,
    fault: '*we* throttle or the disk blocks',
    expect: 'watchdog must **not** fire',
    scenarios: [
      {
        name: 'the disk blocks for ten minutes',
        isSlow: true,
        run: async (world) => {
          const gate = new Gate();
          world.parts.block = gate;
          world.add();
          await world.drive.until('the disk blocks', () => gate.waiting > 0);
          for (let minute = 0; minute < 10; minute += 1) await world.clock.advance(MINUTE);
          // The watchdog of the connection runs by real time.
          await new Promise((resolve) => setTimeout(resolve, 33_000));
          gate.open();
          await world.drive.settle();
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.asked.length, 1, 'the connection was given up');
        },
      },
      {
        name: 'a limit of 16 KiB a second',
        file: { size: MIB },
        run: async (world) => {
          world.engine.transfers.tune({ bytesPerSecond: 16 * KIB, connectionsPerDownload: 1 });
          world.add();
          await world.drive.settle();
          const seconds = world.clock.steadyMs() / 1000;
          assert.ok(seconds > 50, `the limit was not kept: ${seconds.toFixed(0)} s`);
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(
            world.asked.every(({ state }) => state === 'sent'),
            'a connection was given up',
          );
        },
      },
    ],
  },
  {
    id: 91,
    fault: 'idle keep-alive socket closed under the request',
    expect: 'immediate retry on a new socket, not counted',
    scenarios: (['fin', 'rst'] as const).map((how): Scenario => {
      const used = new Set<number>();
      return {
        name: how.toUpperCase(),
        file: { size: LARGE },
        storage: [
          {
            when: ({ connection }) => used.has(connection) || used.add(connection).size === 0,
            answer: { hangUp: how },
          },
        ],
        run: async (world) => {
          world.add();
          await world.drive.settle();
          assert.ok(world.clock.steadyMs() < 5_000, 'it paused');
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.ok(
            world.asked.some(({ state }) => state === 'cut'),
            'no connection was used again',
          );
          assert.equal(world.record().failedAttempts, 0);
        },
      };
    }),
  },
  {
    id: 92,
    fault: '500/502/503/504/52x, 408, 425',
    expect: 'transient',
    scenarios: [500, 502, 503, 504, 520, 521, 522, 523, 524, 408, 425].map(
      (status): Scenario => ({
        name: String(status),
        disk: { claimed: MIB },
        storage: [
          {
            times: 2,
            answer: { status, body: '<html><h1>Error</h1></html>', headers: { 'Content-Type': 'text/html' } },
          },
        ],
        ends: 'completed',
        check: (world) => {
          assert.equal(firstWritten(world), MIB, 'bytes were thrown away');
          assert.equal(world.resolves.length, 1, 'a failing server is no reason for another link');
        },
      }),
    ),
  },
  {
    id: 95,
    fault: 'Wi-Fi → cable, VPN up',
    expect: 'as 94 on repeated ENETCHANGED/ETIMEDOUT',
    scenarios: [
      {
        name: 'all lines break, and the network is another one',
        file: { size: LARGE },
        connections: 4,
        seeds: 16,
        storage: [{ answer: { bytesPerSecond: 2 * MIB } }],
        run: async (world) => {
          world.add();
          await world.drive.until('some of it came', () => world.parts.writes.length > 2);
          const before = connectionsOf(world.asked);
          world.networkChanged();
          world.origins.storage.resetAll();
          await world.drive.settle();
          assert.ok([...connectionsOf(world.asked)].some((one) => !before.has(one)));
        },
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          assert.equal(world.record().failedAttempts, 0);
        },
      },
    ],
  },
  {
    id: 97,
    fault: 'ALPN offers h2',
    expect: 'client offers only http/1.1 for storage, so N connections are N windows',
    scenarios: [
      {
        name: 'a storage that would speak h2',
        vault: 'trusted',
        links: { leadTo: () => 'vault' },
        file: { size: LARGE },
        connections: 4,
        vaultRules: [{ answer: { bytesPerSecond: 4 * MIB } }],
        ends: 'completed',
        check: (world) => {
          neverWaited(world);
          const { vault } = world.origins;
          assert.ok(vault !== null && connectionsOf(vault.exchanges).size >= 2, 'one connection for all');
          assert.ok(
            vault.offeredProtocols.every((offered) => !offered.includes('h2')),
            'h2 was offered',
          );
        },
      },
    ],
  },
  {
    id: 98,
    fault: 'proxy 407 / CONNECT refused',
    expect: 'clear message, no hot loop',
    note: 'Civet asks no proxy by itself; a 407 comes from one that stands in the way unasked.',
    scenarios: (['storage', 'api'] as const).map(
      (where): Scenario => ({
        name: `407 in the place of the ${where}`,
        [where]: [
          {
            answer: {
              status: 407,
              headers: { 'Proxy-Authenticate': 'Basic realm="office"', 'Content-Type': 'text/html' },
              body: '<html>Proxy Authentication Required</html>',
            },
          },
        ],
        run: async (world) => {
          world.add();
          await world.drive.pass(10 * MINUTE);
        },
        ends: 'any',
        check: (world) => {
          const { state } = world.view();
          assert.ok(state.kind === 'waiting' || state.kind === 'failed', `it is ${state.kind}`);
          const status = 'cause' in state ? state.cause.params.status : null;
          assert.equal(status, 407, 'the cause is not named');
          const asked = world.resolves.length + world.asked.length;
          assert.ok(asked <= 40, `${asked} requests in ten minutes`);
        },
      }),
    ),
  },
];
