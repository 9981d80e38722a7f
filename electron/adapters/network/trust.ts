import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';

/**
 * Whom connections trust: those that Node brings and those that the user has added. Made once for each set of
 * certificates, because to read a hundred and fifty of them for every connection costs more than the connection.
 */
export class Trust {
  private context: SecureContext | undefined;

  constructor(authorities: readonly string[]) {
    this.use(authorities);
  }

  /** @param authorities PEM texts; none leaves Node's own alone */
  use(authorities: readonly string[]): void {
    this.context =
      authorities.length === 0
        ? undefined
        : createSecureContext({ ca: [...rootCertificates, ...authorities] });
  }

  readonly current = (): SecureContext | undefined => this.context;
}
