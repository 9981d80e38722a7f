// @ts-check
import { installPackages } from './apt.mjs';
import { run } from './processes.mjs';
import { say } from './say.mjs';

/**
 * Packages by the libraries that Electron wants, in Debian 12's names. Gtk brings most of the others.
 * @type {readonly [library: RegExp, packageName: string][]}
 */
const PACKAGES = [
  [
    /^lib(gtk-3|gdk-3|atk|atk-bridge|atspi|cairo|pango|gio|glib|gobject|dbus|cups|X|xcb|xkbcommon|expat|fontconfig)/,
    'libgtk-3-0',
  ],
  [/^lib(nss|nssutil|smime|nspr|plc|plds|ssl)\d/, 'libnss3'],
  [/^libasound/, 'libasound2'],
  [/^lib(gbm|drm)/, 'libgbm1'],
  [/^libXss/, 'libxss1'],
  [/^libnotify/, 'libnotify4'],
  [/^libsecret/, 'libsecret-1-0'],
  [/^libcups/, 'libcups2'],
];

/** Electron opens these only when it uses them, so `ldd` does not name them. */
const OPENED_LATER = ['libsecret-1.so.0', 'libnotify.so.4'];

const SMALL_FONTS = ['fontconfig', 'fonts-dejavu-core', 'fonts-droid-fallback'];

/**
 * Makes sure that the system has the libraries this Electron links to. Linux only; elsewhere it brings its own.
 * @param {string} executable
 */
export async function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return;
  const { stdout } = await run('ldd', [executable], { output: 'capture' });
  const missing = missingLibraries(stdout);
  const later = await missingFromCache();
  const isRoot = process.getuid?.() === 0;
  if (missing.length > 0 || (later.length > 0 && isRoot)) {
    await installPackages(packagesFor([...missing, ...later]), 'Electron');
  } else if (later.length > 0) {
    const names = packagesFor(later).join(' and ');
    say(`Without ${names}, Civet has no keychain or no notifications here. It runs all the same.`);
  }
}

/** A machine without any font shows boxes instead of words. */
export async function ensureFonts() {
  if (process.platform !== 'linux') return;
  const listed = await run('fc-list', [], { output: 'capture' }).catch(() => null);
  if (listed === null || listed.stdout.trim() === '') await installPackages(SMALL_FONTS, 'Legible text');
}

/**
 * @param {string} lddOutput
 * @returns {string[]}
 */
export function missingLibraries(lddOutput) {
  return lddOutput
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(/\s/)[0] ?? '');
}

/**
 * @param {readonly string[]} libraries
 * @returns {string[]} a library that nobody knows is left to Gtk, which is asked for in any case
 */
export function packagesFor(libraries) {
  const names = libraries.map(
    (library) => PACKAGES.find(([pattern]) => pattern.test(library))?.[1] ?? 'libgtk-3-0',
  );
  return [...new Set(names)];
}

async function missingFromCache() {
  // Not in PATH for an ordinary user of Debian.
  const env = { PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` };
  const cache = await run('ldconfig', ['-p'], { env, output: 'capture' }).catch(() => null);
  if (cache === null || cache.code !== 0) return [];
  return OPENED_LATER.filter((library) => !cache.stdout.includes(library));
}
