import type { HashKind } from '../../shared/download/state';
import { type Failure, failure } from '../../shared/failure';
import { err, type Result } from '../../shared/result';
import type { MeasuredHashes } from '../core/download/verify';
import type { FileMeasuring } from '../core/hashing-ports';
import type { WorkerHashing } from './worker-hashing';

/** Measures whole files in the thread that hashes. */
export class ThreadMeasuring implements FileMeasuring {
  constructor(private readonly hashing: WorkerHashing) {}

  async measure(
    path: string,
    bytes: number,
    proof: HashKind | null,
    signal: AbortSignal,
    onRead?: (bytes: number) => void,
  ): Promise<Result<MeasuredHashes, Failure>> {
    const hash = await this.hashing.begin({ path, proof, claims: [], onDamage: () => undefined }, onRead);
    const end = () => void hash.end();
    signal.addEventListener('abort', end, { once: true });
    try {
      if (signal.aborted) return err(failure('input.cancelled'));
      hash.advance(bytes, 0);
      const measured = await hash.finish(bytes);
      if (!measured.ok) return measured;
      if (measured.value === 'damaged') throw new Error('A file without claims was called damaged.');
      return { ok: true, value: measured.value };
    } finally {
      signal.removeEventListener('abort', end);
      await hash.end();
    }
  }
}
