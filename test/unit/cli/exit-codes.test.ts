import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT, exitCodeOf, exitCodeOfSignal } from '../../../electron/cli/exit-codes';
import { helpText } from '../../../electron/cli/help';
import { FAILURES, type FailureCode } from '../../../shared/failure';

// The keys of FAILURES are exactly the codes; Object.keys only forgets that.
const codes = Object.keys(FAILURES) as FailureCode[];
const known: readonly number[] = Object.values(EXIT);

describe('exitCodeOf', () => {
  it.each(codes)('%s has a code that is documented and is not success', (code) => {
    expect(exitCodeOf(code)).not.toBe(EXIT.done);
    expect(known).toContain(exitCodeOf(code));
  });

  it.each([
    ['access.loginNeeded', 4],
    ['access.tokenRejected', 4],
    ['access.earlyAccess', 5],
    ['access.paid', 6],
    ['access.noPermission', 6],
    ['access.archived', 7],
    ['access.downloadsDisabled', 7],
    ['access.quota', 8],
    ['http.rateLimited', 8],
    ['network.dns', 9],
    ['http.serverError', 9],
    ['disk.full', 10],
    ['disk.folderMissing', 10],
    ['integrity.hash', 11],
    ['content.webPage', 11],
    ['input.riskNotAccepted', 12],
    ['input.unknownHash', 3],
    ['input.badOrigin', 2],
    ['app.bug', 1],
  ] as const)('%s → %i', (code, exitCode) => {
    expect(exitCodeOf(code)).toBe(exitCode);
  });
});

describe('exitCodeOfSignal', () => {
  it('is what a shell says of a program that a signal ended', () => {
    expect(exitCodeOfSignal('SIGINT')).toBe(130);
    expect(exitCodeOfSignal('SIGTERM')).toBe(143);
  });
});

describe('the documentation', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/cli.md'), 'utf8');
  it.each(Object.values(EXIT))('lists the exit code %i in docs/cli.md and in the help', (code) => {
    expect(page).toMatch(new RegExp(`^\\| +${code} +\\|`, 'm'));
    expect(helpText(null)).toMatch(new RegExp(`(^|  )+${code}  \\S`, 'm'));
  });
});
