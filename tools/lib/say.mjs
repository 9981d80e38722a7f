// @ts-check

/** A failure that the user can act on: what happened and why, then the one thing to do next. */
export class ToolError extends Error {
  /**
   * @param {string} message what happened, and why
   * @param {string} [next] the one thing to do now
   */
  constructor(message, next) {
    super(message);
    this.name = 'ToolError';
    this.next = next ?? null;
  }
}

/**
 * One plain sentence about a step. It goes to stderr, so that stdout holds results only.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/**
 * An error in words, with its causes and, where the tool knows it, what to do next.
 * A bug keeps its stack, because somebody has to find it.
 * @param {unknown} error
 * @returns {string}
 */
export function describeError(error) {
  if (error instanceof ToolError) {
    return error.next === null ? error.message : `${error.message}\nNext: ${error.next}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/**
 * Runs a command's main function and turns what it throws into words and exit code 1.
 * @param {() => Promise<number | void>} main answers the exit code; nothing means 0
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = 1;
  }
}

/**
 * A duration for people: `0.4 s`, `12 s`, `3 min 5 s`.
 * @param {number} ms
 */
export function formatDuration(ms) {
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
