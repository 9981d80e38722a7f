import { z } from 'zod';
import type { NetworkView, TestedStep } from '../network';
import { call } from './call';

const nothing = z.undefined();

/** RFC 1929 allows 255 bytes each; RFC 7617 no colon in a name. No sign may begin a new header. */
export const proxyLoginSchema = z
  .object({
    user: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[^:\p{Cc}]+$/u),
    password: z
      .string()
      .max(255)
      .regex(/^\P{Cc}*$/u),
  })
  .strict();

/** What the page may ask of proxies, certificates and hosts; see the contract. */
export const networkCalls = {
  'network.snapshot': call(nothing).returns<NetworkView>(),
  /** For the proxy that is in use. Written only: no call answers with a name or a password. */
  'network.setLogin': call(proxyLoginSchema).returns<NetworkView>(),
  'network.forgetLogin': call(nothing).returns<NetworkView>(),
  /** Opens the system's dialog for a certificate file; `null` when the user closed it without choosing. */
  'network.pickAuthority': call(nothing).returns<NetworkView | null>(),
  'network.removeAuthority': call(nothing).returns<NetworkView>(),
  /** Reaches the service anew, step by step, without the account. */
  'network.test': call(nothing).returns<readonly TestedStep[]>(),
  /** Ends Civet and starts it again, so that another host is asked. */
  'network.restart': call(nothing).returns<null>(),
} as const;
