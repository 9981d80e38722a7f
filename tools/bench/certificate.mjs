// @ts-check
import path from 'node:path';
import { run } from '../lib/processes.mjs';
import { ToolError } from '../lib/say.mjs';

/**
 * A certificate of our own for 127.0.0.1, valid for two days. Clients are told to trust it and verify it like any
 * other; none is told to look away.
 * @param {string} folder
 * @returns {Promise<{ certificate: string, key: string }>} paths of two PEM files
 */
export async function makeCertificate(folder) {
  const certificate = path.join(folder, 'certificate.pem');
  const key = path.join(folder, 'key.pem');
  const made = await run(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=Civet bench', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'],
      ...['-keyout', key, '-out', certificate],
    ],
    { output: 'capture' },
  );
  if (made.code !== 0)
    throw new ToolError(`openssl made no certificate: ${made.text.trim().split('\n').at(-1)}`);
  return { certificate, key };
}
