import type { Agent as WholeAgent, buildConnector as wholeConnector } from 'undici';
// @ts-expect-error undici describes the types of its front door only.
import leanConnector from 'undici/lib/core/connect.js';
// @ts-expect-error as above
import LeanAgent from 'undici/lib/dispatcher/agent.js';

/**
 * The parts of undici that fetch, without fetch, caches, mocks and web sockets, whose loading costs more
 * than all else that Civet does at its start. Both builds put them in undici's place.
 */
export const Agent: typeof WholeAgent = LeanAgent;
export const buildConnector: typeof wholeConnector = leanConnector;
