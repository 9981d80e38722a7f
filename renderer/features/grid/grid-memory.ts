interface GridPlace {
  readonly scrollTop: number;
  readonly focusedId: number | null;
}

/** Where the user was in each search, so that coming back from a model finds the same place. */
const places = new Map<string, GridPlace>();

/** More searches than anyone walks back through. */
const MOST_PLACES = 50;

export function rememberPlace(searchKey: string, place: GridPlace): void {
  places.delete(searchKey);
  places.set(searchKey, place);
  const oldest = places.keys().next();
  if (places.size > MOST_PLACES && !oldest.done) places.delete(oldest.value);
}

export function recallPlace(searchKey: string): GridPlace {
  return places.get(searchKey) ?? { scrollTop: 0, focusedId: null };
}
