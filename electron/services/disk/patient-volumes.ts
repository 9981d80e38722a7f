import type { Clock, VolumeFacts, Volumes } from '../../core/ports';

/** A drive that spins up takes a few seconds. A network drive whose server is gone never answers at all. */
const LONGEST_LOOK_MS = 5_000;

type Answer = VolumeFacts | 'missing' | 'unknown';

/**
 * Takes a volume that does not answer within five seconds for one that is not there. It is asked again only
 * once it has answered: every open question holds one of the few threads that the system's files have.
 */
export class PatientVolumes implements Volumes {
  /** Open questions by root and folder; who asks the same meanwhile gets the same answer. */
  private readonly open = new Map<string, Promise<Answer>>();
  /** By root: how many questions took too long and are still open. */
  private readonly silent = new Map<string, number>();

  constructor(
    private readonly inner: Volumes,
    private readonly clock: Pick<Clock, 'after'>,
  ) {}

  look(root: string, folder: string): Promise<Answer> {
    const key = JSON.stringify([root, folder]);
    const asked = this.open.get(key);
    if (asked !== undefined) return asked;
    if (this.silent.has(root)) return Promise.resolve('missing');
    const answer = this.ask(root, folder).finally(() => this.open.delete(key));
    this.open.set(key, answer);
    return answer;
  }

  private ask(root: string, folder: string): Promise<Answer> {
    let isLate = false;
    let callOff = () => {};
    const late = new Promise<Answer>((resolve) => {
      callOff = this.clock.after(LONGEST_LOOK_MS, () => {
        isLate = true;
        this.silent.set(root, (this.silent.get(root) ?? 0) + 1);
        resolve('missing');
      });
    });
    const answered = this.inner.look(root, folder).finally(() => {
      callOff();
      if (isLate) this.hear(root);
    });
    return Promise.race([answered, late]);
  }

  private hear(root: string): void {
    const left = (this.silent.get(root) ?? 1) - 1;
    if (left > 0) this.silent.set(root, left);
    else this.silent.delete(root);
  }
}
