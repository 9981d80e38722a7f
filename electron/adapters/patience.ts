/** How long a program of the system that holds a file is waited for. */
export interface Patience {
  isBusy(error: unknown): boolean;
  pause(delayMs: number): Promise<void>;
}

const FIRST_PAUSE_MS = 50;
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 1_000;
/** Virus scanners and indexers let go within seconds; sync programs take up to a minute. */
const LONGEST_WAIT_MS = 60_000;

/** What Windows says of a file that another program holds. Elsewhere an open file can be moved and removed. */
const HELD_CODES: readonly string[] = process.platform === 'win32' ? ['EPERM', 'EACCES', 'EBUSY'] : ['EBUSY'];

export const systemPatience: Patience = {
  isBusy: (error) => error instanceof Error && 'code' in error && HELD_CODES.includes(String(error.code)),
  pause: (delayMs) => new Promise((resolve) => setTimeout(resolve, delayMs)),
};

/**
 * Does the work again and again while another program stands in its way, for a minute at the most.
 *
 * @throws what the work threw: at once when nobody is in the way, else after that minute
 */
export async function whileBusy<T>(patience: Patience, work: () => Promise<T>): Promise<T> {
  let waitedMs = 0;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * GROWTH)) {
    try {
      return await work();
    } catch (error) {
      if (!patience.isBusy(error) || waitedMs >= LONGEST_WAIT_MS) throw error;
      const nextMs = Math.min(pauseMs, LONGEST_WAIT_MS - waitedMs);
      await patience.pause(nextMs);
      waitedMs += nextMs;
    }
  }
}
