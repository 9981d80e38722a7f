import { X509Certificate } from 'node:crypto';
import { type Failure, failure } from '../../../shared/failure';
import type { AuthorityView } from '../../../shared/network';
import { err, ok, type Result } from '../../../shared/result';
import type { Authorities } from '../../core/network/authorities';

/** A list of a whole company has some dozens; the file is read at once. */
export const MOST_AUTHORITY_BYTES = 1024 * 1024;

const PEM_BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * Reads a file that the user has chosen: PEM with one or several certificates, or one in DER.
 *
 * What is no authority or has expired is left out; a file of which nothing is left is refused.
 *
 * @param nowMs milliseconds since 1970
 * @returns `input.notACertificate`, `input.noAuthority` or `input.certificateExpired` with what the file held
 */
export function readAuthorities(bytes: Buffer, nowMs: number): Result<Authorities, Failure> {
  const found = certificatesIn(bytes);
  if (found.length === 0) return err(failure('input.notACertificate'));
  const authorities = found.filter(({ ca }) => ca);
  const [first] = found;
  if (authorities.length === 0) return err(failure('input.noAuthority', { name: nameIn(first?.subject) }));
  const valid = authorities.filter((each) => Date.parse(each.validTo) > nowMs);
  const [expired] = authorities;
  if (valid.length === 0) {
    const until = Date.parse(expired?.validTo ?? '');
    return err(failure('input.certificateExpired', { name: nameIn(expired?.subject), until }));
  }
  const unique = [...new Map(valid.map((each) => [each.fingerprint256, each])).values()];
  return ok({ pems: unique.map(String), views: unique.map(viewOf) });
}

function certificatesIn(bytes: Buffer): readonly X509Certificate[] {
  const blocks: readonly (string | Buffer)[] = bytes.toString('latin1').match(PEM_BLOCK) ?? [bytes];
  return blocks.flatMap((block) => {
    try {
      return [new X509Certificate(block)];
    } catch {
      return [];
    }
  });
}

function viewOf(certificate: X509Certificate): AuthorityView {
  return {
    subject: nameIn(certificate.subject),
    issuer: nameIn(certificate.issuer),
    validToMs: Date.parse(certificate.validTo),
    sha256: certificate.fingerprint256,
  };
}

/** "CN=Example Root\nO=Example" as people call it: its common name, else its organisation. */
function nameIn(names: string | undefined): string {
  const lines = (names ?? '').split('\n');
  const of = (key: string) => lines.find((line) => line.startsWith(`${key}=`))?.slice(key.length + 1);
  return (of('CN') ?? of('O') ?? lines[0] ?? '').slice(0, 200);
}
