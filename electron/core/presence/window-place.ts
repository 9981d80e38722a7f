export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StoredPlace {
  readonly width: number;
  readonly height: number;
  readonly x?: number | undefined;
  readonly y?: number | undefined;
}

export const SMALLEST_WINDOW = { width: 900, height: 600 } as const;
export const USUAL_WINDOW = { width: 1280, height: 800 } as const;
/** Of the upper edge, in pixels: as much as a hand needs to take the window by its title. */
const HANDLE = { width: 160, height: 32 } as const;

/**
 * Where the window opens: where it was, as long as it can be taken by its title there; else in the nearest work area,
 * as a whole. In pixels of the desktop.
 *
 * @param areas of the displays there are now, the first one's first; without taskbars and menu bars
 */
export function placeWindow(stored: StoredPlace | null, areas: readonly Rectangle[]): StoredPlace {
  const wanted = stored ?? USUAL_WINDOW;
  const [first] = areas;
  if (first === undefined) return wanted;
  const { x, y } = stored ?? {};
  // Without a place the system puts it into the middle of the first display.
  if (x === undefined || y === undefined) return sizedFor(first, wanted);
  const before = { x, y, width: wanted.width, height: wanted.height };
  const holding = areas.find((area) => hasHandle(before, area));
  if (holding !== undefined) return { ...before, ...sizedFor(holding, wanted) };
  const nearest = areas.reduce((best, area) =>
    distance(before, area) < distance(before, best) ? area : best,
  );
  const size = sizedFor(nearest, wanted);
  return {
    ...size,
    x: within(x, nearest.x, nearest.x + nearest.width - size.width),
    y: within(y, nearest.y, nearest.y + nearest.height - size.height),
  };
}

function sizedFor(area: Rectangle, wanted: { readonly width: number; readonly height: number }) {
  return {
    width: Math.max(SMALLEST_WINDOW.width, Math.min(wanted.width, area.width)),
    height: Math.max(SMALLEST_WINDOW.height, Math.min(wanted.height, area.height)),
  };
}

function hasHandle(window: Rectangle, area: Rectangle): boolean {
  const seenWidth = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const isTopSeen = window.y >= area.y && window.y + HANDLE.height <= area.y + area.height;
  return seenWidth >= HANDLE.width && isTopSeen;
}

/** Between the two rectangles, squared; 0 when they overlap. */
function distance(a: Rectangle, b: Rectangle): number {
  const gap = (from: number, length: number, otherFrom: number, otherLength: number) =>
    Math.max(0, otherFrom - (from + length), from - (otherFrom + otherLength));
  return gap(a.x, a.width, b.x, b.width) ** 2 + gap(a.y, a.height, b.y, b.height) ** 2;
}

/** The lower bound holds where there is no room between the two. */
function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
