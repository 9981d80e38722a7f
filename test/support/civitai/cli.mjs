#!/usr/bin/env node
// @ts-check
import { parseArgs } from 'node:util';
import { startCivitai } from './index.mjs';

const USAGE = `Usage: node cli.mjs [--port 0] [--seed 7] [--models 2000] [--paging cursor|page] [--stdin-close]

  --port         port of the API; 0 picks a free one
  --seed         the catalogue follows from it
  --models       how many invented models
  --paging       page: /models pages as in the 2023 documents
  --stdin-close  stop when standard input closes, for use as a child process
`;

/** @param {string} name @param {string} text @param {number} most */
function wholeNumber(name, text, most) {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > most)
    throw new RangeError(`--${name} takes a whole number up to ${most}, not "${text}"`);
  return value;
}

/** @returns {import('./index.mjs').CivitaiOptions & { stopsWithStdin: boolean, help: boolean }} @throws {Error} for a flag or value it does not know */
function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '7' },
      models: { type: 'string', default: '2000' },
      paging: { type: 'string', default: 'cursor' },
      'stdin-close': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const { paging } = values;
  if (paging !== 'cursor' && paging !== 'page')
    throw new RangeError(`--paging takes cursor or page, not "${paging}"`);
  return {
    port: wholeNumber('port', values.port, 65_535),
    seed: wholeNumber('seed', values.seed, 4_294_967_295),
    models: wholeNumber('models', values.models, 100_000),
    paging,
    stopsWithStdin: values['stdin-close'],
    help: values.help,
  };
}

/** @returns {ReturnType<typeof readOptions> | null} */
function readOptionsOrComplain() {
  try {
    return readOptions();
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n\n${USAGE}`);
    return null;
  }
}

const options = readOptionsOrComplain();
if (options === null) process.exitCode = 2;
else if (options.help) process.stdout.write(USAGE);
else {
  try {
    const { origin, storageOrigin, imagesOrigin, token, close } = await startCivitai(options);
    process.stdout.write(`${JSON.stringify({ origin, storageOrigin, imagesOrigin, token })}\n`);
    const stop = () => {
      void close().then(() => process.exit(0));
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
    if (options.stopsWithStdin) process.stdin.once('close', stop).resume();
  } catch (cause) {
    process.stderr.write(
      `Civitai did not start: ${cause instanceof Error ? cause.message : String(cause)}\n`,
    );
    process.exitCode = 1;
  }
}
