// @ts-check

/** The tray's icons on a grid of 32 by 32. Those in colour bring their own ground along, for panels light and dark. */

const COLOURS = { ground: '#1c1b18', still: '#efe7d3', track: '#5d5646', busy: '#f5c03b', alarm: '#ff6a4d' };
/** The menu bar of macOS looks at how opaque a template is, and at nothing else. */
const TEMPLATE = { ground: 'none', still: '#000', track: 'rgba(0,0,0,.35)', busy: '#000', alarm: '#000' };

export const ICONS = ['idle', 'working-0', 'working-1', 'working-2', 'working-3', 'attention'];

/** For each kind of system a folder, and the sizes in pixels by the end of the file's name. */
export const FAMILIES = [
  { folder: 'linux', isTemplate: false, sizes: { '': 22, '@2x': 44 } },
  { folder: 'windows', isTemplate: false, sizes: { '': 16, '@1.5x': 24, '@2x': 32 } },
  { folder: 'mac', isTemplate: true, sizes: { '': 16, '@2x': 32 } },
];

/**
 * @param {string} icon
 * @param {boolean} isTemplate
 */
export function iconSvg(icon, isTemplate) {
  const colours = isTemplate ? TEMPLATE : COLOURS;
  const radius = isTemplate ? 12.5 : 9.8;
  const isWorking = icon.startsWith('working');
  const arrow = line(
    isTemplate ? 'M16 9v13m-5-5 5 5 5-5' : 'M16 10.5v10.5m-4-4 4 4 4-4',
    isWorking ? colours.busy : colours.still,
    3,
  );
  const ring = isWorking
    ? arc(radius, 1, colours.track) + arc(radius, (Number(icon.at(-1)) + 1) / 4, colours.busy)
    : line(letterC(radius), colours.still, 3.8);
  const isAlarm = icon === 'attention';
  // What lies below the dot is cut away with a rim, so that it stands alone at 16 pixels too.
  const mask = isAlarm
    ? '<mask id="m"><rect width="32" height="32" fill="#fff"/><circle cx="23.5" cy="23.5" r="10" fill="#000"/></mask>'
    : '';
  const dot = isAlarm
    ? `<mask id="n"><rect width="32" height="32" fill="#fff"/><path d="M23.5 18.5v5.2" stroke="#000" stroke-width="2.8" stroke-linecap="round"/><circle cx="23.5" cy="28" r="1.6" fill="#000"/></mask><circle cx="23.5" cy="23.5" r="8.3" fill="${colours.alarm}" mask="url(#n)"/>`
    : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${mask}<g${isAlarm ? ' mask="url(#m)"' : ''}><rect width="32" height="32" rx="7" fill="${colours.ground}"/>${ring}${arrow}</g>${dot}</svg>`;
}

/** @param {number} radius */
function letterC(radius) {
  const at = radius * Math.SQRT1_2;
  return `M${16 + at} ${16 - at}A${radius} ${radius} 0 1 0 ${16 + at} ${16 + at}`;
}

/**
 * @param {number} radius
 * @param {number} share of the circle, clockwise from the top
 * @param {string} colour
 */
function arc(radius, share, colour) {
  const length = 2 * Math.PI * radius;
  return `<circle cx="16" cy="16" r="${radius}" fill="none" stroke="${colour}" stroke-width="3.8" stroke-dasharray="${length * share} ${length}" transform="rotate(-90 16 16)"/>`;
}

/**
 * @param {string} path
 * @param {string} colour
 * @param {number} width
 */
function line(path, colour, width) {
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`;
}
