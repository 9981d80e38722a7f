import type { Diagnostics } from '../../../shared/diagnostics';
import type { Handlers } from '../../../shared/ipc/contract';
import { ok } from '../../../shared/result';
import type { Scenario } from './scenario';

const LOG = [
  '[2026-08-01 09:14:02.118] [info]  Civet 0.1.0 has started.',
  '[2026-08-01 09:14:40.902] [warn]  A row of the queue could not be read: the folder is missing',
  '[2026-08-01 09:31:11.007] [error] A download met a bug. Error: read ECONNRESET',
];

/** A machine that is doing well, or has met some trouble. */
export function diagnosticsHandlers(
  scenario: Scenario,
): Pick<
  Handlers,
  'diagnostics.snapshot' | 'diagnostics.report' | 'diagnostics.save' | 'diagnostics.licences'
> {
  const isEmpty = scenario === 'empty';
  const about: Diagnostics = {
    versions: { civet: '0.1.0', electron: '45.4.1', chromium: '150.0.1', node: '24.1.0' },
    system: 'linux 6.12.0 x64',
    keychain: scenario === 'done' ? null : 'gnome_libsecret',
    folders: isEmpty
      ? []
      : [
          {
            layout: 'comfyui',
            path: '/mnt/models/ComfyUI',
            isThere: true,
            freeBytes: 412 * 1024 ** 3,
            isFat32: false,
          },
          { layout: 'forge', path: '/media/usb/forge', isThere: false, freeBytes: null, isFat32: false },
        ],
    downloads: isEmpty ? [] : [{ state: 'completed', count: 118 }],
    warnings: isEmpty ? 0 : 1,
    errors: isEmpty ? 0 : 1,
    log: isEmpty ? [] : LOG,
  };
  return {
    'diagnostics.snapshot': () => ok(about),
    'diagnostics.report': () =>
      ok(`Civet 0.1.0, report of 2026-08-01\n\nSystem: ${about.system}\n\n${LOG.join('\n')}\n`),
    'diagnostics.save': () => ok(true),
    'diagnostics.licences': () => ok('# Licenses\n\n## got - 14.6.5 (MIT)\n\nMIT License\n'),
  };
}
