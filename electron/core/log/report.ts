import type { Diagnostics } from '../../../shared/diagnostics';

const GIB = 1024 ** 3;

/**
 * The text of a report on a fault, before anything is taken out of it.
 *
 * @param madeAt for example "2026-08-01T12:00:00Z"
 */
export function writeReport(about: Diagnostics, madeAt: string): string {
  const { versions, system, keychain, folders, downloads, warnings, errors, log } = about;
  const { civet, electron, chromium, node } = versions;
  return [
    `Civet ${civet}, report of ${madeAt}`,
    '',
    `Electron ${electron}, Chromium ${chromium}, Node ${node}`,
    `System: ${system}`,
    `Keychain: ${keychain ?? 'none, the token is kept in memory'}`,
    '',
    `Folders: ${folders.length === 0 ? 'none chosen' : ''}`.trimEnd(),
    ...folders.map(({ layout, isThere, freeBytes, isFat32 }, index) => {
      const room = freeBytes === null ? 'room unknown' : `${Math.floor(freeBytes / GIB)} GiB free`;
      return `  ${index + 1}: ${layout}, ${isThere ? room : 'not there'}${isFat32 ? ', FAT32' : ''}`;
    }),
    `Downloads: ${downloads.length === 0 ? 'none' : ''}`.trimEnd(),
    ...downloads.map(({ state, count }) => `  ${state}: ${count}`),
    '',
    `Log (${warnings} warnings and ${errors} errors since the start):`,
    ...log,
    '',
  ].join('\n');
}
