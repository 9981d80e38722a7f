import { z } from 'zod';
import { call } from './call';

/** More than the longest way back through the screens. */
const LONGEST_PLACE = 100_000;

/** What the page and main say of the window itself; see the contract. */
export const presenceCalls = {
  /**
   * Where the user is, as the page writes it, after `app.windowHidden`: it may be let go of, and is given this
   * when it comes back. Null when something is left in it that cannot be brought back.
   */
  'presence.leavePlace': call(
    z.object({ place: z.string().max(LONGEST_PLACE).nullable() }).strict(),
  ).returns<null>(),
  /** Where the user was when the page was let go of; once, and null after a start. */
  'presence.takePlace': call(z.undefined()).returns<string | null>(),
} as const;
