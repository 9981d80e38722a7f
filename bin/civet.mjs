#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';

// The oldest Node must be able to read this file, so that it can say that it is too old.
const built = new URL('../out/cli/civet.js', import.meta.url);
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  process.stderr.write(`civet needs Node 20.19 or newer; this is ${process.versions.node}.\n`);
  process.exitCode = 1;
} else if (existsSync(built)) {
  // Where Node has it (22.8), the next start need not compile what this one has compiled.
  module.enableCompileCache?.();
  await import(built.href);
} else {
  process.stderr.write('civet is not built yet. Run npm run build in its folder first.\n');
  process.exitCode = 1;
}
