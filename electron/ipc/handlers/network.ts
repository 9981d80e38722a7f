import { ok } from '../../../shared/result';
import type { Network } from '../../services/network/network';
import type { Area } from './area';

export function networkHandlers(network: Network): Area<'network'> {
  return {
    'network.snapshot': () => ok(network.view()),
    'network.setLogin': (login) => network.setLogin(login),
    'network.forgetLogin': () => ok(network.forgetLogin()),
    'network.pickAuthority': () => network.pickAuthority(),
    'network.removeAuthority': () => ok(network.removeAuthority()),
    'network.test': async () => ok(await network.test()),
    'network.restart': () => {
      network.restart();
      return ok(null);
    },
  };
}
