import type { PlanVolume } from '../../../shared/bulk/plan';

/** Shares of one bar, from 0 to 1; what is left of it stays free. */
export interface VolumeBar {
  readonly reserved: number;
  readonly promised: number;
  /** Of the plan, what there is room for. */
  readonly fitting: number;
  /** Of the plan, what there is no room for. */
  readonly missing: number;
}

/** How the free room of a volume would be used; null while nobody knows how much there is. */
export function volumeBar(volume: PlanVolume): VolumeBar | null {
  const { state, freeBytes, reserveBytes, promisedBytes, includedBytes } = volume;
  if (state !== 'ready' || freeBytes === null) return null;
  const missingBytes = Math.min(volume.missingBytes, includedBytes);
  const whole = Math.max(freeBytes, reserveBytes + promisedBytes + includedBytes);
  const share = (bytes: number) => (whole === 0 ? 0 : bytes / whole);
  return {
    reserved: share(reserveBytes),
    promised: share(promisedBytes),
    fitting: share(includedBytes - missingBytes),
    missing: share(missingBytes),
  };
}
