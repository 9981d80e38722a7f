// @ts-check
/** @import { Random } from '../random.mjs' */
/** @import { Scene } from './scenes.mjs' */
import { createNoise, layered } from './noise.mjs';
import { along, colour, distanceOf, mix, pickPalette, smooth } from './palettes.mjs';

const WHITE = colour('ffffff');

/**
 * Ridges one behind the other: which of them covers a point, -1 for none, 0 for the farthest.
 *
 * @param {Random} random
 * @param {number} count
 * @param {number} top of the farthest, 0 to 1
 * @param {number} bottom of the nearest
 * @returns {(u: number, v: number) => number}
 */
export function ridges(random, count, top, bottom) {
  const layers = Array.from({ length: count }, (_, index) => ({
    noise: layered(createNoise(random), 5),
    base: top + ((bottom - top) * (index + 0.6)) / count,
    reach: 0.16 - index * 0.02,
    scale: 2 + index * 1.3,
    shift: random.next() * 30,
  }));
  /** Heights of the last column asked for; rows are painted one by one, so columns repeat. @type {Map<number, number[]>} */
  const columns = new Map();
  return (u, v) => {
    if (v < top - 0.16) return -1;
    let heights = columns.get(u);
    if (heights === undefined) {
      heights = layers.map(
        (layer) => layer.base - (layer.noise(u * layer.scale + layer.shift, 3) - 0.4) * layer.reach * 2,
      );
      if (columns.size > 4_096) columns.clear();
      columns.set(u, heights);
    }
    for (let index = heights.length - 1; index >= 0; index -= 1) if (v > (heights[index] ?? 1)) return index;
    return -1;
  };
}

/** Sand in raking light. @param {Random} random @returns {Scene} */
export function dunes(random) {
  const [light, warm, mid, deep, dark] = pickPalette(random);
  const bend = layered(createNoise(random), 2);
  const rippleNoise = createNoise(random);
  const sunU = random.next();
  const crests = Array.from({ length: 5 }, (_, index) => ({
    base: 0.42 + index * 0.13,
    reach: 0.1 + random.next() * 0.08,
    shift: random.next() * 20,
    scale: 1 + random.next() * 1.2,
  }));
  return (u, v) => {
    let shade = mix(
      along([mid, warm, light], v * 2.1),
      WHITE,
      0.35 * Math.exp(-distanceOf(u - sunU, v - 0.2) * 4),
    );
    for (const [index, crest] of crests.entries()) {
      const edge = crest.base + (bend(u * crest.scale + crest.shift, index * 2) - 0.5) * crest.reach * 2;
      if (v < edge) continue;
      const below = (v - edge) / 0.22;
      const side =
        bend(u * crest.scale + crest.shift + 0.06, index * 2) -
        bend(u * crest.scale + crest.shift, index * 2);
      const lit = smooth(-0.03, 0.03, side);
      const ripple = (rippleNoise(u * 14 + below * 3, below * 16 + u * 5) - 0.5) * 0.14;
      shade = mix(
        mix(deep, dark, below * 0.5),
        mix(light, warm, 0.25 + below * 0.6 + index * 0.05),
        lit * (1 - below * 0.3) + ripple,
      );
      shade = mix(shade, light, 0.5 * Math.exp(-below * 26) * lit);
    }
    return shade;
  };
}

/** Trunks in mist. @param {Random} random @returns {Scene} */
export function forest(random) {
  const [light, warm, mid, deep, dark] = pickPalette(random);
  const mist = layered(createNoise(random), 4);
  const layers = Array.from({ length: 4 }, (_, depth) =>
    Array.from({ length: 5 + (3 - depth) * 3 }, () => ({
      u: random.next(),
      width: (0.008 + random.next() * 0.012) * (1 + depth),
      lean: (random.next() - 0.5) * 0.06,
      foot: 0.7 + depth * 0.09 + random.next() * 0.05,
    })),
  );
  const glowU = 0.3 + random.next() * 0.4;
  return (u, v) => {
    const glow = Math.exp(-distanceOf((u - glowU) * 1.4, v - 0.36) * 3.2);
    let shade = mix(along([mid, warm, light, mid], v), WHITE, glow * 0.6);
    for (const [depth, trunks] of layers.entries()) {
      const bark = mix(mix(warm, mid, 0.5), dark, 0.22 + depth * 0.25);
      for (const trunk of trunks) {
        if (v > trunk.foot) continue;
        const width = trunk.width * (0.55 + v * 0.6);
        const distance = Math.abs(u - trunk.u - trunk.lean * (v - 0.5));
        if (distance < width)
          shade = mix(shade, bark, smooth(width, width * 0.75, distance) * (0.5 + depth * 0.16));
      }
      const ground = smooth(
        0.66 + depth * 0.08,
        0.78 + depth * 0.08,
        v + (mist(u * 4 + depth * 7, v * 3) - 0.5) * 0.1,
      );
      shade = mix(shade, mix(mid, deep, depth * 0.34), ground * (0.35 + depth * 0.15));
      shade = mix(shade, light, mist(u * 2.2 + depth * 11, v * 3.4) * 0.26 * (1 - depth * 0.2));
    }
    return mix(shade, WHITE, glow * 0.25);
  };
}

/** Leaded coloured glass. @param {Random} random @returns {Scene} */
export function glass(random) {
  const palette = pickPalette(random);
  const lead = mix(palette[4], [8, 8, 14], 0.6);
  const panes = Array.from({ length: 46 }, () => ({
    u: random.next() * 1.2 - 0.1,
    v: random.next() * 1.2 - 0.1,
    tint: along(palette, random.next() * 0.8),
  }));
  const shimmer = layered(createNoise(random), 3);
  return (u, v) => {
    let nearest = 9;
    let second = 9;
    let tint = palette[0];
    for (const pane of panes) {
      const distance = distanceOf(u - pane.u, (v - pane.v) * 1.33);
      if (distance < nearest) {
        second = nearest;
        nearest = distance;
        tint = pane.tint;
      } else if (distance < second) second = distance;
    }
    const lit = mix(
      tint,
      WHITE,
      shimmer(u * 5, v * 6) * 0.5 - 0.08 + 0.25 * Math.exp(-distanceOf(u - 0.5, v - 0.35) * 3),
    );
    return mix(lead, lit, smooth(0.006, 0.018, second - nearest));
  };
}

/** Folds of silk. @param {Random} random @returns {Scene} */
export function ribbons(random) {
  const palette = pickPalette(random);
  const warp = layered(createNoise(random), 3);
  const angle = random.next() * Math.PI;
  const folds = 2.5 + random.next() * 3;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  return (u, v) => {
    const bend = (warp(u * 1.7, v * 2.1) - 0.5) * 1.7;
    const across = u * cos + v * 1.33 * sin + bend;
    const phase = across * folds * Math.PI;
    const fold = Math.sin(phase);
    const shade = along(palette, 0.5 - 0.42 * Math.sin(phase * 0.5 + bend * 2) + v * 0.12);
    return mix(mix(shade, palette[4], smooth(0, -1, fold) * 0.45), WHITE, Math.max(0, fold) ** 8 * 0.45);
  };
}
