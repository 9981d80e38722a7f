// @ts-check
import { describe, expect, it } from 'vitest';
import { hasDisplay, needsVirtualDisplay } from '../../../tools/lib/display.mjs';
import { mustRunWithoutSandbox } from '../../../tools/lib/electron-args.mjs';
import { electronEnvironment } from '../../../tools/lib/electron-runtime.mjs';
import { hasFallback, isFallbackElectron } from '../../../tools/lib/fallback-electron.mjs';
import { npmErrorLine } from '../../../tools/lib/npm.mjs';
import { executableIn, failureReason, isOutOfReach } from '../../../tools/lib/official-electron.mjs';
import { cacheFolder } from '../../../tools/lib/project.mjs';
import { missingLibraries, packagesFor } from '../../../tools/lib/system-libraries.mjs';

describe('cacheFolder', () => {
  it.each([
    ['linux', {}, '/home/ann/.cache/civet'],
    ['linux', { XDG_CACHE_HOME: '/cache' }, '/cache/civet'],
    ['linux', { XDG_CACHE_HOME: 'relative' }, '/home/ann/.cache/civet'],
    ['darwin', {}, '/home/ann/Library/Caches/civet'],
  ])('on %s with %o is %s', (platform, env, folder) => {
    expect(cacheFolder({ platform: /** @type {NodeJS.Platform} */ (platform), env, home: '/home/ann' })).toBe(
      folder,
    );
  });
});

describe('needsVirtualDisplay', () => {
  it.each([
    ['linux', {}, false, true],
    ['linux', { DISPLAY: ':0' }, false, false],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, false, false],
    ['linux', { DISPLAY: ':0' }, true, true],
    ['darwin', {}, true, false],
    ['win32', {}, false, false],
  ])('on %s with %o, headless %s → %s', (platform, env, isHeadless, answer) => {
    const machine = { platform: /** @type {NodeJS.Platform} */ (platform), env };
    expect(needsVirtualDisplay({ isHeadless, ...machine })).toBe(answer);
    if (!isHeadless) expect(hasDisplay(machine)).toBe(!answer);
  });
});

describe('mustRunWithoutSandbox', () => {
  it('is for root on Linux alone', () => {
    expect(mustRunWithoutSandbox({ platform: 'linux', uid: 0 })).toBe(true);
    expect(mustRunWithoutSandbox({ platform: 'linux', uid: 1000 })).toBe(false);
    expect(mustRunWithoutSandbox({ platform: 'darwin', uid: 0 })).toBe(false);
  });
});

describe('electronEnvironment', () => {
  it('tells the electron package and electron-vite where Electron is and what syntax it knows', () => {
    const runtime = {
      dist: '/e',
      executable: '/e/electron',
      version: '33.2.1',
      source: /** @type {const} */ ('fallback'),
    };
    expect(electronEnvironment(runtime)).toEqual({
      ELECTRON_OVERRIDE_DIST_PATH: '/e',
      ELECTRON_EXEC_PATH: '/e/electron',
      ELECTRON_MAJOR_VER: '33',
    });
    expect(electronEnvironment({ ...runtime, version: null })).not.toHaveProperty('ELECTRON_MAJOR_VER');
  });
});

describe('the stand-by Electron', () => {
  it('is there for linux-x64 alone', () => {
    expect(hasFallback({ platform: 'linux', arch: 'x64' })).toBe(true);
    expect(hasFallback({ platform: 'linux', arch: 'arm64' })).toBe(false);
    expect(hasFallback({ platform: 'darwin', arch: 'x64' })).toBe(false);
  });

  it('is recognised by its folder, also when a variable names it', () => {
    expect(isFallbackElectron(`${cacheFolder()}/electron/33.2.1-linux-x64-abc/dist`)).toBe(true);
    expect(isFallbackElectron('/opt/electron')).toBe(false);
  });
});

describe('executableIn', () => {
  it.each([
    ['linux', '/d/electron'],
    ['darwin', '/d/Electron.app/Contents/MacOS/Electron'],
    ['win32', '/d/electron.exe'],
  ])('on %s is %s', (platform, executable) => {
    expect(executableIn('/d', /** @type {NodeJS.Platform} */ (platform))).toBe(executable);
  });
});

describe('failureReason', () => {
  it.each([
    [
      'TypeError: fetch failed\n  [cause]: Error: getaddrinfo ENOTFOUND host',
      'the release host is out of reach (ENOTFOUND)',
      true,
    ],
    ['TypeError: fetch failed\n    at node:internal', 'the release host is out of reach', true],
    ['HTTPError: Response code 503 (Busy) for https://host/', 'the release host answered 503', true],
    ['Error: Generated checksum did not match', 'Error: Generated checksum did not match', false],
    ['', 'its installer gave no reason', false],
  ])('%j → %s', (text, reason, isRemembered) => {
    expect(failureReason(text)).toBe(reason);
    expect(isOutOfReach(reason)).toBe(isRemembered);
  });
});

describe('npmErrorLine', () => {
  it('finds the sentence among codes and hints', () => {
    const text =
      'npm warn x\nnpm error code E404\nnpm error 404 Not Found - no such package\nnpm error A complete log of this run';
    expect(npmErrorLine(text)).toBe('404 Not Found - no such package');
    expect(npmErrorLine('a\nthe last line\n')).toBe('the last line');
  });
});

describe('the system libraries', () => {
  it('are read from ldd', () => {
    const ldd =
      '\tlibnss3.so => not found\n\tlibc.so.6 => /lib/libc.so.6 (0x1)\n\tlibasound.so.2 => not found\n';
    expect(missingLibraries(ldd)).toEqual(['libnss3.so', 'libasound.so.2']);
  });

  it('are asked for by package, each once', () => {
    expect(
      packagesFor(['libnss3.so', 'libsmime3.so', 'libasound.so.2', 'libgbm.so.1', 'libXcomposite.so.1']),
    ).toEqual(['libnss3', 'libasound2', 'libgbm1', 'libgtk-3-0']);
    expect(packagesFor(['libsecret-1.so.0', 'libnotify.so.4', 'libunknown.so.9'])).toEqual([
      'libsecret-1-0',
      'libnotify4',
      'libgtk-3-0',
    ]);
  });
});
