import { expect as hasty } from 'playwright/test';

/** Long enough for a busy machine that also reads, hashes and draws; what is true at once costs no time. */
export const PATIENCE_MS = 60_000;

/** Playwright's `expect` for what happens on screen, on disk or at the test service. */
export const expect = hasty.configure({ timeout: PATIENCE_MS });
