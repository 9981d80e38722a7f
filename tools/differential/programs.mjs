// @ts-check
import path from 'node:path';

/**
 * @typedef {object} Job
 * @property {string} url of the API, which redirects to the storage
 * @property {string} apiOrigin
 * @property {string} folder
 * @property {string} fileName
 * @property {string} sha256
 * @property {string} civet the built program
 * @property {string | null} token
 *
 * @typedef {{ title: string, command: (job: Job) => readonly string[], env?: (job: Job) => NodeJS.ProcessEnv }} Program
 */

/**
 * What a careful person types: resume, a few tries, and an error when the server says one.
 * @satisfies {Record<string, Program>}
 */
export const PROGRAMS = {
  civet: {
    title: 'civet get',
    command: ({ civet, folder }) => [process.execPath, civet, 'get', '1', '--to', folder, '--json'],
    env: ({ apiOrigin, folder, token }) => ({
      CIVET_API_ORIGIN: apiOrigin,
      CIVET_HOME: path.join(folder, '.civet'),
      ...(token === null ? {} : { CIVITAI_TOKEN: token }),
    }),
  },
  curl: {
    title: 'curl -C -',
    command: (job) => [
      ...[
        'curl',
        '-q',
        '-sS',
        '-f',
        '-L',
        '-C',
        '-',
        '--retry',
        '5',
        '--retry-delay',
        '1',
        ...header(job, '-H'),
      ],
      ...['-o', path.join(job.folder, job.fileName), job.url],
    ],
  },
  wget: {
    title: 'wget -c',
    command: (job) => [
      ...['wget', '--no-config', '-nv', '-c', '--tries=5', '--waitretry=1', ...header(job, '--header')],
      ...['-O', path.join(job.folder, job.fileName), job.url],
    ],
  },
  aria2c: { title: 'aria2c -c -x4', command: aria2c },
  'aria2c-checksum': {
    title: 'aria2c -c -x4 --checksum',
    command: (job) => [...aria2c(job).slice(0, -1), `--checksum=sha-256=${job.sha256}`, job.url],
  },
};

/** @typedef {keyof typeof PROGRAMS} ProgramName */

/** @param {Job} job */
function aria2c(job) {
  return [
    ...[
      'aria2c',
      '--no-conf',
      '-q',
      '-c',
      '-x4',
      '-s4',
      '--max-tries=5',
      '--retry-wait=1',
      ...header(job, '--header'),
    ],
    ...['-d', job.folder, '-o', job.fileName, job.url],
  ];
}

/** @param {Job} job @param {string} flag */
function header({ token }, flag) {
  return token === null ? [] : [flag, `Authorization: Bearer ${token}`];
}
