import { ok } from '../../../shared/result';
import type { Area } from './area';

export interface PlaceBook {
  /** @param place null when the page is not to be let go of */
  leave(place: string | null): void;
  /** Once. */
  take(): string | null;
}

export function presenceHandlers(places: PlaceBook): Area<'presence'> {
  return {
    'presence.leavePlace': ({ place }) => {
      places.leave(place);
      return ok(null);
    },
    'presence.takePlace': () => ok(places.take()),
  };
}
