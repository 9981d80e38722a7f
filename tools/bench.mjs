// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { ensureBuilt } from './lib/build.mjs';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { ensureElectron } from './lib/electron-runtime.mjs';
import { withMarkedSection } from './lib/marked-section.mjs';
import { inProject, readJson } from './lib/project.mjs';
import { formatDuration, runMain, say, ToolError } from './lib/say.mjs';

const USAGE =
  'npm run bench -- [--json] [--quick] [--rounds 5] [--size 2G] [--large 8G] [--place FOLDER] [--write] [--only wall,throttle,latency,memory,disk,loop,growth]';

/** @type {import('./bench/programs.mjs').ProgramName[]} */
const PROGRAMS = ['aria2c', 'bash', 'curl', 'nginx', 'openssl', 'sha256sum', 'wget'];

const PAGE = inProject('docs', 'performance.md');

const FULL = { rounds: 5, bytes: 2 * 2 ** 30, largeBytes: 8 * 2 ** 30, queues: [10, 1_000, 10_000] };
/** Proves that everything here works; its numbers mean nothing. */
const QUICK = { rounds: 1, bytes: 48 * 2 ** 20, largeBytes: 96 * 2 ** 20, queues: [10, 100] };

// Civet against the distribution's downloaders, side by side, and the numbers that concern Civet alone.
await runMain(async () => {
  const flags = readFlags(
    {
      json: { type: 'boolean' },
      quick: { type: 'boolean' },
      rounds: { type: 'string' },
      size: { type: 'string' },
      large: { type: 'string' },
      place: { type: 'string' },
      only: { type: 'string' },
      write: { type: 'boolean' },
    },
    USAGE,
  );
  await ensureDependencies();
  const { ensurePrograms, versionsOf } = await import('./bench/programs.mjs');
  const { parseBytes, parseCount, formatBytes } = await import('./bench/sizes.mjs');
  const { chooseMeasures, measureAll } = await import('./bench/measures.mjs');
  const { report } = await import('./bench/report.mjs');

  const preset = flags.quick === true ? QUICK : FULL;
  const options = {
    rounds: flags.rounds === undefined ? preset.rounds : parseCount('rounds', flags.rounds),
    bytes: flags.size === undefined ? preset.bytes : parseBytes(flags.size),
    largeBytes: flags.large === undefined ? preset.largeBytes : parseBytes(flags.large),
    queues: preset.queues,
    place: flags.place ?? null,
    civet: builtCivet(),
    measures: chooseMeasures(flags.only ?? null, USAGE),
  };
  await ensurePrograms(PROGRAMS, 'The bench');
  // Before the build, which is made for the Electron that is there.
  if (options.measures.includes('loop')) await ensureElectron();
  await ensureBuilt();
  const machine = {
    cpu: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memory: formatBytes(os.totalmem()),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    loadBefore: Number(os.loadavg()[0]?.toFixed(1)),
    programs: await versionsOf(['aria2c', 'curl', 'nginx', 'sha256sum', 'wget']),
  };
  say(`${machine.cores} × ${machine.cpu}, ${machine.memory}; load ${machine.loadBefore}.`);
  const startedAt = Date.now();
  const measured = await measureAll(options);
  const { table, line, page } = report(measured, { machine, options });
  if (flags.write === true) {
    writeFileSync(PAGE, withMarkedSection(readFileSync(PAGE, 'utf8'), 'bench', page));
  }
  const isJson = flags.json === true;
  const words = [
    table,
    ...(flags.quick === true ? ['A quick run proves that the bench works; its numbers prove nothing.'] : []),
    `It took ${formatDuration(Date.now() - startedAt)}.`,
  ];
  // With --json, standard output holds the line for programs and nothing else.
  (isJson ? process.stderr : process.stdout).write(`${words.join('\n')}\n`);
  if (isJson) process.stdout.write(`${JSON.stringify(line)}\n`);
});

/** The program as it is built, not a wrapper around it: npm and npx would add their own start to every run. */
function builtCivet() {
  const { bin } = readJson(inProject('package.json'));
  if (typeof bin?.civet !== 'string') throw new ToolError('package.json names no program called civet.');
  return inProject(bin.civet);
}
