// @ts-check

/** @type {Set<() => unknown>} */
const cleanups = new Set();
let isListening = false;

/** @type {[NodeJS.Signals, number][]} */
const SIGNALS = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
];

/**
 * Registers what must be undone when the user presses Ctrl-C or the terminal ends the command.
 * The latest comes first, as with `finally`. A second signal ends the command at once.
 * @param {() => unknown} cleanup may answer a promise; it is waited for
 * @returns {() => void} takes the registration back
 */
export function onInterrupt(cleanup) {
  cleanups.add(cleanup);
  listen();
  return () => cleanups.delete(cleanup);
}

function listen() {
  if (isListening) return;
  isListening = true;
  let isEnding = false;
  for (const [signal, exitCode] of SIGNALS) {
    process.on(signal, () => {
      if (isEnding) process.exit(exitCode);
      isEnding = true;
      void endAll().finally(() => process.exit(exitCode));
    });
  }
}

async function endAll() {
  for (const cleanup of [...cleanups].reverse()) {
    try {
      await cleanup();
    } catch {
      // The rest must still be undone.
    }
  }
}
