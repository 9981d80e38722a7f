import { describe, expect, it } from 'vitest';
import { JsonReporter } from '../../../electron/cli/downloads/json-reporter';
import { WordsReporter } from '../../../electron/cli/downloads/words-reporter';
import type { DownloadView } from '../../../shared/download/download';
import { failure } from '../../../shared/failure';
import { download, progress as progressOf } from '../renderer/stores/builders';
import { fakeTerminal } from './fake-output';

const MIB = 1024 ** 2;

function wordsRig(screen: Parameters<typeof fakeTerminal>[0] = {}) {
  const fake = fakeTerminal(screen);
  const clock = { ms: 1_000 };
  const reporter = new WordsReporter(fake.terminal, { nowMs: () => clock.ms, steadyMs: () => clock.ms });
  return { ...fake, clock, reporter };
}

const view: DownloadView = {
  ...download(1, { kind: 'transferring' }),
  durableBytes: 10 * MIB,
  totalBytes: 100 * MIB,
};
const progress = { ...progressOf(1, 50 * MIB), totalBytes: 100 * MIB, bytesPerSecond: 10e6 };

describe('WordsReporter', () => {
  it('writes plain lines now and then where nothing can be drawn over', () => {
    const { reporter, clock, written } = wordsRig();
    reporter.begin([view]);
    for (let second = 0; second < 25; second += 1) {
      reporter.moved([progress]);
      clock.ms += 1_000;
    }
    const lines = written.stderr.trim().split('\n');
    expect(lines[0]).toBe('10.5 MB are here already.');
    expect(lines.slice(1)).toHaveLength(2);
    expect(lines[1]).toMatch(/^ 50 % \[#{12}-{12}\] {2}52\.4 MB of 104\.9 MB {2}10\.0 MB\/s {2}5 sec left$/);
    expect(written.stderr).not.toContain('\r');
  });

  it('moves one line on a terminal', () => {
    const { reporter, written } = wordsRig({ isTTY: true, columns: 100 });
    reporter.begin([view]);
    reporter.moved([progress]);
    expect(written.stderr).toContain('\r\u001b[K 50 % [############');
    expect(written.stderr).toMatch(/ left$/);
  });

  it('says why it waits and when it goes on, but not for the blink of an eye', () => {
    const { reporter, clock, written } = wordsRig();
    reporter.begin([view]);
    const cause = failure('network.reset');
    const waiting = (ms: number, attempt: number): DownloadView => ({
      ...view,
      state: { kind: 'waiting', untilMs: clock.ms + ms, cause, attempt },
    });
    reporter.changed(waiting(500, 1));
    reporter.changed(view);
    reporter.changed(waiting(60_000, 6));
    const told = written.stderr.split('\n').filter((line) => /next try/.test(line));
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(
      /^The connection was cut\. .* What is here is kept; next try at \d\d:\d\d:\d\d\.$/,
    );
  });

  it('says once of several downloads that nothing is reachable, until something comes again', () => {
    const { reporter, clock, written } = wordsRig();
    const views = [1, 2, 3].map((number) => ({ ...view, ...download(number, { kind: 'queued' }) }));
    reporter.begin(views);
    const fails = (attempt: number) => {
      const state = {
        kind: 'waiting',
        untilMs: clock.ms + 9_000,
        cause: failure('network.offline'),
        attempt,
      } as const;
      for (const one of views) {
        reporter.changed({ ...one, state });
        reporter.changed({ ...one, state: { kind: 'probing' } });
      }
    };
    for (let attempt = 1; attempt < 6; attempt += 1) fails(attempt);
    expect(written.stderr.match(/No connection/g)).toHaveLength(1);
    for (const one of views) reporter.changed({ ...one, state: { kind: 'transferring' } });
    fails(1);
    expect(written.stderr.match(/No connection/g)).toHaveLength(2);
  });

  it('says once that stopping means beginning again, and does not promise more at the end', () => {
    const { reporter, written } = wordsRig();
    reporter.begin([view]);
    reporter.moved([progress]);
    expect(written.stderr).not.toContain('only the whole file');
    for (let times = 0; times < 3; times += 1) reporter.moved([{ ...progress, canResume: false }]);
    const told = 'This server sends only the whole file: stopping means beginning again.';
    expect(written.stderr.split('\n').filter((line) => line === told)).toHaveLength(1);
    reporter.interrupted([view]);
    expect(written.stderr).toContain('are kept; the same command compares them with what is sent again');
    expect(written.stderr).not.toContain('goes on from there');
  });

  it('puts the path alone on standard output', () => {
    const { reporter, clock, written } = wordsRig();
    reporter.begin([view]);
    clock.ms += 2_000;
    const outcome = { path: '/m/a.safetensors', sha256: 'AB'.repeat(32), bytes: 100 * MIB, hashTailMs: 3 };
    reporter.completed(view, { ...outcome, isVerified: true, verifiedBy: 'sha256', wasThere: false });
    expect(written.stdout).toBe('/m/a.safetensors\n');
    expect(written.stderr).toMatch(
      /104\.9 MB, 94\.4 MB of them now, in 2\.0 sec, 47\.2 MB\/s: SHA-256 ABABABABAB… is the one/,
    );
  });

  it('never calls a file verified that could not be', () => {
    const { reporter, written } = wordsRig();
    reporter.begin([view]);
    const outcome = {
      path: '/m/a',
      sha256: 'AB'.repeat(32),
      bytes: 1,
      isVerified: false,
      verifiedBy: null,
      wasThere: false,
      hashTailMs: 3,
    };
    reporter.completed(view, outcome);
    expect(written.stderr).toMatch(/not verified, because Civitai publishes no hash/);
    reporter.completed(view, { ...outcome, wasThere: true });
    expect(written.stderr).toMatch(/Here already: 1 byte, not verified/);
  });

  it.each([
    ['blake3', /its BLAKE3 is the one that Civitai publishes; its SHA-256 is (AB){32}\./],
    ['autoV2', /its AutoV2 is the one that Civitai publishes \(only the first ten digits of SHA-256/],
    ['crc32', /its CRC-32 is the one that Civitai publishes \(a weak proof/],
  ] as const)('names the hash that matched: %s', (verifiedBy, words) => {
    const { reporter, written } = wordsRig();
    reporter.begin([view]);
    const outcome = { path: '/m/a', sha256: 'AB'.repeat(32), bytes: 1, hashTailMs: 3, wasThere: false };
    reporter.completed(view, { ...outcome, isVerified: true, verifiedBy });
    expect(written.stderr).toMatch(words);
    expect(written.stderr).not.toContain('SHA-256 ABABABABAB… is the one');
  });
});

describe('JsonReporter', () => {
  it('tells a state once, progress at most once a second, and the end in the promised form', () => {
    const { terminal, events } = fakeTerminal();
    const clock = { ms: 0 };
    const reporter = new JsonReporter(terminal, () => clock.ms);
    reporter.begin([view]);
    reporter.changed({ ...view, durableBytes: 20 * MIB });
    for (; clock.ms < 2_000; clock.ms += 250) reporter.moved([progress]);
    const outcome = {
      path: '/m/a',
      sha256: 'AB',
      bytes: 7,
      isVerified: true,
      verifiedBy: 'crc32' as const,
      wasThere: false,
      hashTailMs: 3,
    };
    reporter.moved([{ ...progress, bytesPerSecond: 11_861.656985333331 }]);
    expect(events().at(-1)?.bytesPerSecond).toBe(11_862);
    clock.ms += 1;
    reporter.completed(view, { ...outcome, hashTailMs: 3.3 });
    expect(events().map(({ status }) => status)).toEqual([
      'transferring',
      'progress',
      'progress',
      'progress',
      'completed',
    ]);
    const last = events().at(-1) ?? {};
    expect(Object.keys(last).slice(0, 4)).toEqual(['status', 'path', 'sha256', 'bytes']);
    expect(last).toMatchObject(outcome);
  });

  it('warns once for each download that cannot be resumed', () => {
    const { terminal, events } = fakeTerminal();
    const reporter = new JsonReporter(terminal, () => 0);
    reporter.begin([view]);
    reporter.moved([progress]);
    for (let times = 0; times < 3; times += 1) reporter.moved([{ ...progress, canResume: false }]);
    const warnings = events().filter(({ status }) => status === 'warning');
    expect(warnings).toEqual([{ status: 'warning', code: 'cannotResume', id: view.id }]);
  });
});
