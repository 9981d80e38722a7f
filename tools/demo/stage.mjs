// @ts-check
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { greeted } from '../lib/greeted-profile.mjs';
import { inProject } from '../lib/project.mjs';

/** Where the demo leaves what it made: screenshots, and the folder that the file was placed in. */
export const DEMO_FOLDER = inProject('out', 'demo');

const MODEL_FOLDERS = [
  'checkpoints',
  'clip',
  'clip_vision',
  'controlnet',
  'diffusion_models',
  'embeddings',
  'hypernetworks',
  'loras',
  'text_encoders',
  'upscale_models',
  'vae',
];

/**
 * @typedef {object} Stage
 * @property {string} profile where Civet keeps its settings
 * @property {string} comfy looks like a ComfyUI installation
 * @property {() => void} remove
 */

/**
 * A profile and model folders nobody will miss. The profile is always removed; the model folders stay
 * when `isKept`, so that the placed file can be looked at after the demo, until the next one.
 * @param {{ isKept: boolean }} options
 * @returns {Stage}
 */
export function setTheStage({ isKept }) {
  rmSync(DEMO_FOLDER, { recursive: true, force: true });
  mkdirSync(DEMO_FOLDER, { recursive: true });
  const temporary = mkdtempSync(path.join(os.tmpdir(), 'civet-demo-'));
  const comfy = path.join(isKept ? DEMO_FOLDER : temporary, 'ComfyUI');
  mkdirSync(path.join(comfy, 'comfy'), { recursive: true });
  writeFileSync(path.join(comfy, 'main.py'), '# Only here so that this folder is recognised as ComfyUI.\n');
  for (const folder of MODEL_FOLDERS) mkdirSync(path.join(comfy, 'models', folder), { recursive: true });
  return {
    profile: greeted(path.join(temporary, 'profile')),
    comfy,
    // On Windows an ended Electron may hold its files for a moment.
    remove: () => rmSync(temporary, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  };
}
