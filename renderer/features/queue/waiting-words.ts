import type { TFunction } from 'i18next';
import type { VolumeSpace } from '../../../shared/download/space';
import type { Failure, FailureCode } from '../../../shared/failure';
import { formatBytes } from '../../ui/format';

/** What a download waits for when no clock tells when it goes on. */
export type WaitsFor = 'space' | 'drive' | 'disk' | 'other';

const waitsFor: Readonly<Partial<Record<FailureCode, WaitsFor>>> = {
  'disk.full': 'space',
  'disk.driveMissing': 'drive',
  'disk.ioError': 'disk',
};

export function whatIsAwaited(cause: Failure): WaitsFor {
  return waitsFor[cause.code] ?? 'other';
}

/** The volume that a folder is on: the one mounted nearest above it. */
export function volumeOf(placePath: string, volumes: readonly VolumeSpace[]): string | null {
  const above = volumes
    .map(({ label }) => label)
    .filter((label) => placePath === label || placePath.startsWith(withSeparator(label)));
  return above.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

function withSeparator(label: string): string {
  return /[/\\]$/.test(label)
    ? label
    : `${label}${label.includes('\\') || /^[A-Z]:/.test(label) ? '\\' : '/'}`;
}

/** "Waiting for space on /mnt/models: 12 GB more needed", as far as it is known. */
export function waitingWords(t: TFunction<'queue'>, cause: Failure, volume: string | null): string {
  const kind = whatIsAwaited(cause);
  if (kind === 'drive') return t('states.waitingDrive');
  if (kind === 'disk') return t('states.waitingDisk');
  if (kind === 'other') return t('states.waitingCause');
  const { missingBytes } = cause.params;
  const bytes = typeof missingBytes === 'number' ? formatBytes(missingBytes) : null;
  if (volume !== null && bytes !== null) return t('states.waitingSpaceOnBytes', { volume, bytes });
  if (bytes !== null) return t('states.waitingSpaceBytes', { bytes });
  return volume === null ? t('states.waitingSpace') : t('states.waitingSpaceOn', { volume });
}
