import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAuthorities } from '../../../electron/adapters/network/authorities';
import { AuthorityFile } from '../../../electron/adapters/network/authority-file';
import { certificate, certificatePath } from '../../support/network/far-civitai';
import { temporaryFolder } from '../../support/rig';

const NOW_MS = Date.UTC(2030, 0, 1);
const PAST_ALL_MS = Date.UTC(2200, 0, 1);
const read = (bytes: Buffer | string, nowMs = NOW_MS) => {
  const answer = readAuthorities(Buffer.from(bytes), nowMs);
  return answer.ok ? answer.value.views.map(({ subject }) => subject) : answer.error.code;
};
const authority = certificate('authority.pem');
const second = certificate('second.pem');

describe('readAuthorities', () => {
  it('reads several certificates of one file, each once', () => {
    expect(read(`${authority}\n# a note\n${second}${authority}`)).toEqual([
      'Civet test authority',
      'Second test authority',
    ]);
  });

  it('reads DER as well', () => {
    expect(read(readFileSync(certificatePath('authority.der')))).toEqual(['Civet test authority']);
  });

  it('leaves out what is no authority', () => {
    expect(read(`${certificate('server.pem')}${authority}`)).toEqual(['Civet test authority']);
    expect(read(certificate('server.pem'))).toBe('input.noAuthority');
  });

  it('refuses what has run out, and says when', () => {
    expect(read(authority, PAST_ALL_MS)).toBe('input.certificateExpired');
    expect(readAuthorities(Buffer.from(authority), PAST_ALL_MS)).toMatchObject({
      error: { params: { name: 'Civet test authority', until: expect.any(Number) } },
    });
  });

  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['a private key', certificate('server-key.pem')],
    ['a broken certificate', authority.replace(/[A-Za-z]{8}/, 'AAAAAAAA').slice(0, 300)],
    ['the frame of one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ])('refuses %s', (_name, bytes) => expect(read(bytes)).toBe('input.notACertificate'));
});

describe('AuthorityFile', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  beforeEach(async () => {
    folder = await temporaryFolder('authorities');
  });
  afterEach(() => folder.remove());

  it('copies certificates alone into the profile, and forgets them', async () => {
    const from = join(folder.path, 'mine.pem');
    await writeFile(from, `${certificate('server-key.pem')}${authority}`);
    const file = new AuthorityFile(folder.path);
    expect(file.load(NOW_MS)).toMatchObject({ ok: true, value: { pems: [] } });
    expect(file.take(from, NOW_MS)).toMatchObject({ ok: true });
    const kept = await readFile(join(folder.path, 'certificate-authorities.pem'), 'utf8');
    expect(kept).toContain('BEGIN CERTIFICATE');
    expect(kept).not.toContain('PRIVATE KEY');
    expect(file.load(NOW_MS)).toMatchObject({ value: { views: [{ subject: 'Civet test authority' }] } });
    expect(file.load(PAST_ALL_MS)).toMatchObject({ error: { code: 'input.certificateExpired' } });
    file.remove();
    expect(file.load(NOW_MS)).toMatchObject({ value: { pems: [] } });
  });

  it('keeps what was there when another file cannot be used', async () => {
    const file = new AuthorityFile(folder.path);
    expect(file.take(certificatePath('authority.pem'), NOW_MS)).toMatchObject({ ok: true });
    expect(file.take(certificatePath('server.pem'), NOW_MS)).toMatchObject({ ok: false });
    expect(file.take(join(folder.path, 'missing.pem'), NOW_MS)).toMatchObject({ ok: false });
    expect(file.load(NOW_MS)).toMatchObject({ value: { views: [{ subject: 'Civet test authority' }] } });
  });
});
