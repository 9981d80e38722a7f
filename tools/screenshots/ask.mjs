// @ts-check
/** @typedef {import('playwright').Page} Page */

const PATIENCE_MS = 60_000;
const PAUSE_MS = 200;

/**
 * Asks main what the page could ask, to save the many clicks in front of a screen.
 * @param {Page} page
 * @param {string} call
 * @param {unknown} [payload]
 * @returns {Promise<any>} what main answered; a refusal is thrown
 */
export async function ask(page, call, payload) {
  const answer = await page.evaluate(
    ([name, given]) => /** @type {any} */ (globalThis).civet.invoke(name, given),
    /** @type {const} */ ([call, payload]),
  );
  if (!answer.ok) throw new Error(`${call} was refused: ${answer.error.code}`);
  return answer.value;
}

/**
 * Asks again and again until main answers what was waited for.
 * @param {Page} page
 * @param {string} call
 * @param {(answer: any) => boolean} isSo
 */
export async function askUntil(page, call, isSo) {
  const untilMs = Date.now() + PATIENCE_MS;
  for (let answer = await ask(page, call); !isSo(answer); answer = await ask(page, call)) {
    if (Date.now() > untilMs) throw new Error(`${call} did not come to its end.`);
    await page.waitForTimeout(PAUSE_MS);
  }
}
