// @ts-check
import { rmSync } from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { inProject, packageScript, projectRoot } from './project.mjs';
import { say, ToolError } from './say.mjs';
import { writeSbom } from './sbom.mjs';

/** @typedef {import('./electron-runtime.mjs').ElectronRuntime} ElectronRuntime */

/**
 * What electron-builder is told of a runtime that is not its own to download.
 * @param {ElectronRuntime} electron
 * @returns {string[]}
 */
export function unpackedTarget({ dist, version }) {
  return ['--linux', 'dir', `-c.electronDist=${dist}`, `-c.electronVersion=${version}`];
}

/**
 * Packs with electron-builder; nothing is published.
 * @param {readonly string[]} args
 * @param {'stderr' | 'capture'} output
 */
export async function pack(args, output) {
  const electron = args.find((arg) => arg.startsWith('-c.electronVersion='))?.split('=')[1];
  writeSbom(electron === undefined ? {} : { electronVersion: electron });
  const result = await run(
    process.execPath,
    [packageScript('electron-builder'), ...args, '--publish', 'never'],
    { cwd: projectRoot, output },
  );
  // A folder that electron-builder has not unpacked itself keeps what it would have taken out.
  const { dir } = unpackedFolder();
  rmSync(path.join(dir, 'resources', 'default_app.asar'), { force: true });
  return result;
}

/** Where electron-builder puts the program that is not packed into an installer. */
export function unpackedFolder() {
  const dir = inProject('dist', 'linux-unpacked');
  return { dir, executable: path.join(dir, 'civet') };
}

/**
 * Makes the unpacked program of the built sources.
 * @param {ElectronRuntime} electron
 * @returns {Promise<string>} its executable
 */
export async function packUnpacked(electron) {
  say('Packing the program into a folder.');
  const { code, text } = await pack(unpackedTarget(electron), 'capture');
  if (code !== 0) {
    process.stderr.write(text);
    throw new ToolError('The program could not be packed.', 'mend what the lines above name.');
  }
  return unpackedFolder().executable;
}
