// @ts-check
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { runMain, say } from './lib/say.mjs';

const USAGE =
  'npm run bench:library -- [--json] [--quick] [--rounds 5] [--size 1536M] [--files 50000] [--place FOLDER]';

const FULL = { rounds: 5, bytes: 1536 * 2 ** 20, files: 50_000 };
/** Proves that everything here works; its numbers mean nothing. */
const QUICK = { rounds: 1, bytes: 48 * 2 ** 20, files: 2_000 };

// What hashing, scanning anew and listing a large library cost, beside sha256sum and find on the same files.
await runMain(async () => {
  const flags = readFlags(
    {
      json: { type: 'boolean' },
      quick: { type: 'boolean' },
      rounds: { type: 'string' },
      size: { type: 'string' },
      files: { type: 'string' },
      place: { type: 'string' },
    },
    USAGE,
  );
  await ensureDependencies();
  const { ensurePrograms } = await import('./bench/programs.mjs');
  const { parseBytes, parseCount } = await import('./bench/sizes.mjs');
  const { measureLibrary } = await import('./bench/library.mjs');
  const preset = flags.quick === true ? QUICK : FULL;
  await ensurePrograms(['sha256sum'], 'The bench');
  const { ratios, figures } = await measureLibrary({
    rounds: flags.rounds === undefined ? preset.rounds : parseCount('rounds', flags.rounds),
    bytes: flags.size === undefined ? preset.bytes : parseBytes(flags.size),
    files: flags.files === undefined ? preset.files : parseCount('files', flags.files),
    place: flags.place ?? null,
  });
  say(
    `All hashes at once take ${ratios.hashAll} times as long as sha256sum, in two threads ${ratios.hashTwoWorkers} times.`,
  );
  say(
    `Scanning ${figures.files} unchanged files takes ${figures.rescanSeconds} s, ${ratios.rescan} times as long as find; the first scan ${figures.firstScanSeconds} s.`,
  );
  say(
    `The first page of the list takes ${figures.firstPageMs} ms, a search ${figures.filterByTextMs} ms; ${figures.rssAfterMB} MB; ${figures.identificationRequestsPer10000} questions for 10,000 files.`,
  );
  if (flags.json === true) process.stdout.write(`${JSON.stringify({ ratios, figures })}\n`);
  return 0;
});
