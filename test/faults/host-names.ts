import { createRequire, syncBuiltinESMExports } from 'node:module';

type Done = (error: NodeJS.ErrnoException | null, address?: unknown, family?: number) => void;
type Lookup = (host: string, options: unknown, done?: Done) => void;

/** What a look-up of a name under ".test" (RFC 2606) says: an address, or the error of the resolver. */
const names = new Map<string, { readonly address: string } | { readonly code: string }>();
let isPatched = false;

/**
 * Makes this process's look-ups know names of the cases' own, as a line in /etc/hosts would; without one
 * there is no way to a TLS server on this machine that Civet would not refuse as an inside address.
 */
export function knowHost(
  name: string,
  entry: { readonly address: string } | { readonly code: string },
): void {
  if (!name.endsWith('.test')) throw new Error(`${name} may belong to somebody.`);
  names.set(name, entry);
  if (isPatched) return;
  isPatched = true;
  const dns = createRequire(import.meta.url)('node:dns') as { lookup: Lookup };
  const system = dns.lookup;
  dns.lookup = (host, options, callback) => {
    const done = (typeof options === 'function' ? options : callback) as Done;
    const found = names.get(host);
    if (found === undefined) {
      system(host, options, callback);
      return;
    }
    const isAll = typeof options === 'object' && options !== null && 'all' in options && options.all === true;
    setImmediate(() => {
      if ('code' in found) done(Object.assign(new Error(`getaddrinfo ${found.code} ${host}`), found));
      else if (isAll) done(null, [{ address: found.address, family: 4 }]);
      else done(null, found.address, 4);
    });
  };
  syncBuiltinESMExports();
}
