// What `electron <app>` runs before the app itself: the same contract as Electron's own default app,
// without its welcome page. It is packed into the runtimes that come without one.
import fs from 'node:fs';
import Module from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { app } from 'electron/main';

const { preloads, target } = parseArguments(process.argv.slice(1));

// Playwright's loader comes this way. It must run before the app is ready and before the app's first line.
if (preloads.length > 0) Module._preloadModules(preloads);

if (target === null) {
  process.stderr.write('Which app? Give its folder or its main script.\n');
  process.exit(1);
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });

try {
  await import(pathToFileURL(prepareApp(target)).href);
} catch (error) {
  process.stderr.write(`The app could not be loaded from ${target}.\n${error?.stack ?? error}\n`);
  process.exit(1);
}

/** The preloads and the first plain argument. What follows it belongs to the app. */
function parseArguments(args) {
  const preloads = [];
  for (let index = 0; index < args.length; index++) {
    const arg = args[index];
    if (arg === '-r' || arg === '--require') preloads.push(args[++index]);
    else if (arg.startsWith('--app=')) return { preloads, target: toPath(arg.slice('--app='.length)) };
    else if (!arg.startsWith('-')) return { preloads, target: toPath(arg) };
  }
  return { preloads, target: null };
}

function toPath(argument) {
  return path.resolve(argument.startsWith('file:') ? fileURLToPath(argument) : argument);
}

/** Gives Electron the app's name, version and path, and answers the script to load. */
function prepareApp(appPath) {
  const manifestFile = path.join(appPath, 'package.json');
  const hasManifest = fs.existsSync(manifestFile);
  if (hasManifest) {
    const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
    if (manifest.version) app.setVersion(manifest.version);
    if (manifest.productName || manifest.name) app.name = manifest.productName ?? manifest.name;
    app.setDesktopName(manifest.desktopName ?? `${app.name}.desktop`);
  }
  const script = Module._resolveFilename(appPath, null, true);
  app.setAppPath(hasManifest ? appPath : path.dirname(script));
  return script;
}
