/** The known word that somebody most likely meant; null when none is near. */
export function nearest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const longer = known.filter((entry) => lower.length >= 2 && entry.startsWith(lower));
  if (longer.length === 1) return longer[0] ?? null;
  const most = Math.max(1, Math.floor(lower.length / 3));
  const measured = known
    .map((entry) => ({ entry, distance: distanceOf(lower, entry) }))
    .filter(({ distance }) => distance <= most)
    .sort((a, b) => a.distance - b.distance);
  return measured[0]?.entry ?? null;
}

/** How many letters to add, take away, change or swap with the next one. */
function distanceOf(from: string, to: string): number {
  const rows: number[][] = [Array.from({ length: to.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number) => rows[row]?.[column] ?? 0;
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    rows.push(current);
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1];
      let least = Math.min(
        at(row - 1, column) + 1,
        at(row, column - 1) + 1,
        at(row - 1, column - 1) + (isSame ? 0 : 1),
      );
      const isSwapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (isSwapped) least = Math.min(least, at(row - 2, column - 2) + 1);
      current[column] = least;
    }
  }
  return at(from.length, to.length);
}
