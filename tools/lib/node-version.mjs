// @ts-check

/** The oldest Node that the tools and the tests run on. */
export const OLDEST_NODE = '20.19.0';

/**
 * @param {string} version such as `20.19.0`
 * @param {string} oldest
 */
export function isAtLeast(version, oldest) {
  const [have, want] = [version, oldest].map((text) =>
    text
      .replace(/^v/, '')
      .split('.')
      .map((part) => Number.parseInt(part, 10)),
  );
  for (const [index, wanted] of (want ?? []).entries()) {
    const part = have?.[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}
