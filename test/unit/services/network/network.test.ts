import { describe, expect, it } from 'vitest';
import type { Authorities } from '../../../../electron/core/network/authorities';
import type { ProxyLogin } from '../../../../electron/core/network/routes';
import { Network } from '../../../../electron/services/network/network';
import { type ProxyWish, Routes } from '../../../../electron/services/network/routes';
import { type Failure, failure } from '../../../../shared/failure';
import type { NetworkView } from '../../../../shared/network';
import { err, ok, type Result } from '../../../../shared/result';
import { SteeredClock } from '../../../support/steered-clock';

const AUTHORITY = { subject: 'A', issuer: 'A', validToMs: 1, sha256: 'AA' };
const ADDED: Authorities = { pems: ['PEM'], views: [AUTHORITY] };

function rig(loaded: Result<Authorities, Failure> = ok({ pems: [], views: [] })) {
  const kept = new Map<string, ProxyLogin>();
  const told: NetworkView[] = [];
  const state = {
    wish: { mode: 'manual', address: 'a:1', bypass: '' } as ProxyWish,
    newRoutes: 0,
    picked: null as Result<Authorities, Failure> | null,
  };
  const network: Network = new Network({
    origin: 'https://civitai.com',
    isOriginFixed: false,
    routes: new Routes({
      clock: new SteeredClock(),
      wish: () => state.wish,
      askSystem: () => Promise.resolve('DIRECT'),
      loginFor: () => null,
      onTrouble: (trouble) => network.noteTrouble(trouble),
    }),
    logins: {
      read: (address) => {
        const login = kept.get(address);
        return login === undefined ? { kind: 'none' } : { kind: 'login', login, keptIn: 'keychain' };
      },
      keep: (address, login) => void kept.set(address, login),
      forget: (address) => void kept.delete(address),
    },
    authorities: { load: () => loaded, pick: () => Promise.resolve(state.picked), remove: () => undefined },
    test: () => Promise.resolve([]),
    restart: () => undefined,
    onNewRoute: () => {
      state.newRoutes += 1;
    },
    publish: (view) => told.push(view),
  });
  return { network, kept, told, state };
}

const LOGIN = { user: 'mira', password: 'nobody-reads-this' };

describe('Network', () => {
  it('keeps a login for the proxy that is in use, and shows nothing of it', async () => {
    const { network, kept, told, state } = rig();
    expect(network.setLogin(LOGIN)).toMatchObject({ ok: false, error: { code: 'input.notPossibleNow' } });
    await network.look();
    expect(network.setLogin(LOGIN)).toMatchObject({ ok: true, value: { login: 'keychain' } });
    expect([...kept.keys()]).toEqual(['http://a:1']);
    expect(JSON.stringify(told)).not.toContain(LOGIN.password);
    expect(JSON.stringify(told)).not.toContain(LOGIN.user);
    expect(state.newRoutes).toBe(1);
  });

  it('has no login for another proxy than the one it was given for', async () => {
    const { network, state } = rig();
    await network.look();
    network.setLogin(LOGIN);
    state.wish = { mode: 'manual', address: 'b:1', bypass: '' };
    network.noteChange();
    await network.look();
    expect(network.view()).toMatchObject({ proxy: 'http://b:1', login: null });
    state.wish = { mode: 'manual', address: 'a:1', bypass: '' };
    network.noteChange();
    await network.look();
    expect(network.view()).toMatchObject({ proxy: 'http://a:1', login: 'keychain' });
    expect(network.forgetLogin()).toMatchObject({ login: null });
  });

  it('trusts what was picked until it is removed, and keeps it when another file cannot be used', async () => {
    const { network, state } = rig();
    state.picked = ok(ADDED);
    expect(await network.pickAuthority()).toMatchObject({ ok: true, value: { authorities: [AUTHORITY] } });
    expect(network.trusted()).toEqual(['PEM']);
    state.picked = err(failure('input.noAuthority'));
    expect(await network.pickAuthority()).toMatchObject({ ok: false });
    state.picked = null;
    expect(await network.pickAuthority()).toEqual(ok(null));
    expect(network.trusted()).toEqual(['PEM']);
    expect(network.removeAuthority()).toMatchObject({ authorities: [] });
    expect(network.trusted()).toEqual([]);
  });

  it('says why what was added before cannot be used, and trusts nothing of it', () => {
    const expired = failure('input.certificateExpired', { name: 'A' });
    const { network } = rig(err(expired));
    expect(network.view()).toMatchObject({ authorities: [], authorityTrouble: expired });
    expect(network.trusted()).toEqual([]);
  });
});
