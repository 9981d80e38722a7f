// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { onInterrupt } from '../lib/interrupt.mjs';
import { endProcessTree } from '../lib/processes.mjs';
import { ToolError } from '../lib/say.mjs';
import { searchPath } from './programs.mjs';

const START_LIMIT_MS = 10_000;

/**
 * @typedef {object} Nginx
 * @property {number} port it speaks TLS there, on 127.0.0.1
 * @property {() => Promise<void>} stop
 */

/**
 * nginx with a configuration of its own, below a folder that nobody else uses, as a child of this command.
 *
 * Under `/slow/` every connection gets `slowBytesPerSecond`; under `/` nothing is limited. Both show the files of `root`.
 * @param {{ folder: string, root: string, certificate: string, key: string, slowBytesPerSecond: number }} options
 * @returns {Promise<Nginx>}
 */
export async function startNginx(options) {
  const folder = path.join(options.folder, 'nginx');
  mkdirSync(folder, { recursive: true });
  const port = await freePort();
  const configuration = path.join(folder, 'nginx.conf');
  const errors = path.join(folder, 'error.log');
  writeFileSync(configuration, configurationText({ ...options, folder, port, errors }));
  const child = spawn('nginx', ['-p', folder, '-c', configuration, '-e', errors], {
    stdio: ['ignore', 'ignore', 'ignore'],
    env: { ...process.env, PATH: searchPath() },
  });
  let isOver = false;
  child.once('error', () => {
    isOver = true;
  });
  child.once('exit', () => {
    isOver = true;
  });
  const stop = async () => {
    forget();
    if (isOver || child.pid === undefined) return;
    const gone = once(child, 'exit');
    await endProcessTree(child.pid);
    await gone;
  };
  const forget = onInterrupt(stop);
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(port))) {
    if (isOver || Date.now() > deadline) {
      await stop();
      throw new ToolError(`nginx did not start: ${lastLine(errors)}`);
    }
    await sleep(50);
  }
  return { port, stop };
}

/** @param {{ folder: string, root: string, certificate: string, key: string, slowBytesPerSecond: number, port: number, errors: string }} given */
function configurationText({ folder, root, certificate, key, slowBytesPerSecond, port, errors }) {
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${quoted(path.join(folder, kind))};`,
  );
  return `daemon off; ${user} worker_processes auto; pid ${quoted(path.join(folder, 'pid'))};
error_log ${quoted(errors)};
events { worker_connections 512; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 100000;
  ${temporary.join(' ')}
  server {
    listen 127.0.0.1:${port} ssl;
    ssl_certificate ${quoted(certificate)}; ssl_certificate_key ${quoted(key)};
    ssl_protocols TLSv1.2 TLSv1.3; ssl_session_cache shared:bench:1m;
    default_type application/octet-stream;
    root ${quoted(root)};
    location /slow/ { alias ${quoted(`${root}/`)}; limit_rate ${slowBytesPerSecond}; }
  }
}
`;
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replace(/["\\$]/g, '\\$&')}"`;
}

async function freePort() {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} a TCP server that listens has one */ (
    server.address()
  );
  server.close();
  await once(server, 'close');
  return port;
}

/** @param {number} port */
async function answers(port) {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

/** @param {string} file */
function lastLine(file) {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? 'it said nothing';
  } catch {
    return 'it said nothing';
  }
}
