import type { VolumeFacts, Volumes } from '../../electron/core/ports';
import type { FakeDisk } from './fake-disk';
import type { Life } from './life';

/** One drive, which is there or not. */
export class FakeVolumes implements Volumes {
  constructor(
    private readonly disk: FakeDisk,
    private readonly life: Life,
  ) {}

  async look(root: string): Promise<VolumeFacts | 'missing' | 'unknown'> {
    await this.life.pass(0);
    await this.life.survive();
    if (!this.disk.isPlugged || !this.disk.hasFolder(root)) return 'missing';
    return {
      device: `drive ${this.disk.plugging}`,
      mountPath: root,
      freeBytes: this.disk.freeBytes,
      totalBytes: Number.MAX_SAFE_INTEGER,
      isFat32: false,
    };
  }
}
