import type { Agent as WholeAgent } from 'undici';
// @ts-expect-error undici describes the types of its front door only.
import LeanAgent from 'undici/lib/dispatcher/agent.js';

/**
 * The part of undici that fetches, without fetch, caches, mocks and web sockets, whose loading costs more
 * than all else that civet does at its start. vite.cli.config.ts puts it in undici's place.
 */
export const Agent: typeof WholeAgent = LeanAgent;
