#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// The oldest Node must be able to read this file, so that it can say that it is too old.
const built = new URL('../out/cli/civet.js', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

/** @param {string} problem @param {string} next */
function refuse(problem, next) {
  const event = {
    status: 'failed',
    code: 'app.notReady',
    title: problem,
    reason: problem,
    next,
    exitCode: 1,
  };
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(event)}\n`);
  process.stderr.write(`${problem}\n${next}\n`);
  process.exitCode = 1;
}

if (major < 20 || (major === 20 && minor < 19)) {
  refuse(`civet needs Node 20.19 or newer; this is ${process.versions.node}.`, 'Install a newer Node.');
} else if (existsSync(built)) {
  // Where Node has it (22.8), the next start need not compile what this one has compiled.
  module.enableCompileCache?.();
  await import(built.href);
} else {
  refuse('civet is not built yet.', 'Run npm run build in its folder first.');
}
