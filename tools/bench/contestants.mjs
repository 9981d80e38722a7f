// @ts-check
import { mkdirSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Race what all contestants of one run are given
 * @property {string} url of the file at the storage
 * @property {number} versionId what `civet get` is asked for; our API leads it to the same address
 * @property {string} sha256 lower-case hex
 * @property {string} fileName
 * @property {string} certificate path of the PEM file to trust
 * @property {string} apiOrigin
 * @property {string} civet the built program
 *
 * @typedef {object} Entry one program about to run
 * @property {readonly string[]} command
 * @property {NodeJS.ProcessEnv} env
 *
 * @typedef {(race: Race, folder: string) => Entry} Contestant sets a program to the file, in an empty folder
 */

/**
 * All of them end with a verified file in the folder, or with an exit code other than 0.
 * @satisfies {Record<string, Contestant>}
 */
export const CONTESTANTS = {
  civet: (race, folder) => ({
    // The built file itself: npx would add its own start to every run, and its processes to the CPU time.
    command: [process.execPath, race.civet, 'get', String(race.versionId), '--to', folder, '--json'],
    env: {
      CIVET_API_ORIGIN: race.apiOrigin,
      CIVET_HOME: emptyFolder(folder, '.civet'),
      NODE_EXTRA_CA_CERTS: race.certificate,
    },
  }),
  aria2c: (race, folder) => ({
    command: [
      ...['aria2c', '--no-conf', '--quiet', '-x4', '-s4', `--ca-certificate=${race.certificate}`],
      ...[`--checksum=sha-256=${race.sha256}`, '-d', folder, '-o', race.fileName, race.url],
    ],
    env: {},
  }),
  curl: (race, folder) => ({
    command: thenSha256sum(race, folder, ['curl', '-q', '-sS', '--fail', '--cacert', race.certificate, '-o']),
    env: {},
  }),
  wget: (race, folder) => ({
    command: thenSha256sum(race, folder, [
      'wget',
      '--no-config',
      '-nv',
      `--ca-certificate=${race.certificate}`,
      '-O',
    ]),
    env: {},
  }),
};

/** @typedef {keyof typeof CONTESTANTS} ContestantName */

/**
 * A program that cannot verify by itself is followed by one that does, as people do it.
 * @param {Race} race
 * @param {string} folder
 * @param {readonly string[]} fetch a command that lacks only the path to write and the address
 */
function thenSha256sum({ url, sha256, fileName }, folder, fetch) {
  const file = path.join(folder, fileName);
  const script =
    'sum=$1; file=$2; shift 2; "$@" && printf "%s  %s\\n" "$sum" "$file" | sha256sum --check --status';
  return ['bash', '-c', script, 'bash', sha256, file, ...fetch, file, url];
}

/**
 * @param {string} parent
 * @param {string} name
 */
function emptyFolder(parent, name) {
  const folder = path.join(parent, name);
  mkdirSync(folder);
  return folder;
}
