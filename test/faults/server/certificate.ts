import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

/** A key and a self-signed certificate for it, as PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

const COMMON_NAME = '550403';
const BASIC_CONSTRAINTS = '551d13';
const ALTERNATIVE_NAMES = '551d11';
const ECDSA_WITH_SHA256 = '2a8648ce3d040302';

/**
 * Makes a self-signed certificate (RFC 5280, as little of it as TLS needs), so that none lies in the
 * repository and no program is needed to make one.
 *
 * @param names host names and IPv4 addresses
 * @param validUntil milliseconds since 1970; in the past for a certificate that has expired
 */
export function selfSigned(names: readonly string[], validUntil: number): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
  const subject = sequence(
    der(0x31, sequence(objectId(COMMON_NAME), der(0x0c, Buffer.from('Civet faults')))),
  );
  const alternatives = sequence(...names.map(alternativeName));
  const extensions = sequence(
    sequence(
      objectId(BASIC_CONSTRAINTS),
      der(0x01, Buffer.of(0xff)),
      octets(sequence(der(0x01, Buffer.of(0xff)))),
    ),
    sequence(objectId(ALTERNATIVE_NAMES), octets(alternatives)),
  );
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.concat([Buffer.of(0x01), randomBytes(15)])),
    algorithm,
    subject,
    sequence(time(validUntil - 10 * 365 * 86_400_000), time(validUntil)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const certificate = sequence(body, algorithm, der(0x03, Buffer.concat([Buffer.of(0), signature])));
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: pem(certificate),
  };
}

function der(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.of(tag, length), content]);
  const size = length < 0x100 ? Buffer.of(0x81, length) : Buffer.of(0x82, length >> 8, length & 0xff);
  return Buffer.concat([Buffer.of(tag), size, content]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, Buffer.concat(parts));
}

/** An address is written as its bytes, a name as it is. */
function alternativeName(name: string): Buffer {
  if (isIPv4(name)) return der(0x87, Buffer.from(name.split('.').map(Number)));
  return der(0x82, Buffer.from(name));
}

function octets(content: Buffer): Buffer {
  return der(0x04, content);
}

function objectId(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'));
}

/** GeneralizedTime: "20300101000000Z". */
function time(ms: number): Buffer {
  return der(0x18, Buffer.from(`${new Date(ms).toISOString().replace(/[-:T]|\.\d+Z/g, '')}Z`));
}

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').replace(/(.{64})/g, '$1\n');
  return `-----BEGIN CERTIFICATE-----\n${lines.trimEnd()}\n-----END CERTIFICATE-----\n`;
}
