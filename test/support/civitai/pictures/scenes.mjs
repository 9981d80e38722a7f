// @ts-check
/** @import { Random } from '../random.mjs' */
/** @import { Colour } from './palettes.mjs' */
import { createNoise, layered } from './noise.mjs';
import { along, colour, distanceOf, mix, pickPalette, smooth } from './palettes.mjs';
import { dunes, forest, glass, ribbons, ridges } from './scenes-matter.mjs';

/**
 * The colour at a point: `u` and `v` run from 0 at the left and top to 1. Nothing depends on the size
 * in pixels, so a thumbnail is the same picture.
 *
 * @typedef {(u: number, v: number) => Colour} Scene
 */

const WHITE = colour('ffffff');

/** A low sun over ridges and water. @param {Random} random @returns {Scene} */
function sunset(random) {
  const [light, warm, mid, deep, dark] = pickPalette(random);
  const sky = [deep, mid, warm, light];
  const sunU = 0.25 + random.next() * 0.5;
  const sunV = 0.34 + random.next() * 0.16;
  const radius = 0.05 + random.next() * 0.06;
  const horizon = 0.62 + random.next() * 0.08;
  const hills = ridges(random, 4, horizon - 0.2, horizon);
  const ripple = createNoise(random);
  /** @type {Scene} */
  const above = (u, v) => {
    const distance = distanceOf(u - sunU, (v - sunV) * 1.33);
    let shade = along(sky, v / horizon);
    shade = mix(shade, light, 0.75 * Math.exp(-distance * 5));
    shade = mix(shade, WHITE, smooth(radius, radius * 0.9, distance) * 0.85);
    const layer = hills(u, v);
    return layer < 0 ? shade : mix(mix(deep, warm, 0.55 - layer * 0.16), dark, layer * 0.24);
  };
  return (u, v) => {
    if (v < horizon) return above(u, v);
    const depth = (v - horizon) / (1 - horizon);
    const wave = (ripple(u * 9 + v * 4, depth * 46) - 0.5) * 0.05 * (0.3 + depth);
    const mirrored = above(u + wave, horizon - (v - horizon) * 0.8 - 0.004);
    return mix(mirrored, dark, 0.18 + depth * 0.4);
  };
}

/** Curtains of light over dark hills. @param {Random} random @returns {Scene} */
function aurora(random) {
  const [, glow, second, deep, dark] = pickPalette(random);
  const noise = layered(createNoise(random), 3);
  const streaks = createNoise(random);
  const stars = createNoise(random);
  const hills = ridges(random, 3, 0.72, 0.92);
  const curtains = Array.from({ length: 3 }, (_, index) => ({
    base: 0.32 + index * 0.13 + random.next() * 0.05,
    reach: 0.24 + random.next() * 0.14,
    shift: random.next() * 40,
  }));
  return (u, v) => {
    const layer = hills(u, v);
    if (layer >= 0) return mix(mix(dark, deep, 0.35 - layer * 0.15), [4, 6, 12], 0.25 + layer * 0.2);
    let shade = mix(mix(dark, [6, 8, 20], 0.5), deep, smooth(0.1, 0.95, v) * 0.7);
    const star = stars(u * 110, v * 146);
    if (star > 0.93) shade = mix(shade, WHITE, (star - 0.93) * 9 * (1 - v));
    for (const [index, curtain] of curtains.entries()) {
      const edge = curtain.base + (noise(u * 3 + curtain.shift, index * 3) - 0.5) * 0.34;
      const height = edge - v;
      if (height < -0.05) continue;
      const body = height < 0 ? 1 + height / 0.05 : Math.exp((-height / curtain.reach) * 2.6);
      const ray = 0.45 + 0.55 * streaks(u * 34 + curtain.shift, v * 1.5 + index * 5);
      shade = mix(shade, mix(glow, second, Math.min(1, Math.max(0, height) * 3.2)), body * ray * 0.8);
    }
    return shade;
  };
}

/** Ink running into wet paper. @param {Random} random @returns {Scene} */
function ink(random) {
  const [light, warm, mid, deep, dark] = pickPalette(random);
  const paper = mix(light, WHITE, 0.55);
  const noise = layered(createNoise(random), 5);
  const warp = layered(createNoise(random), 3);
  const grain = createNoise(random);
  const centreU = 0.35 + random.next() * 0.3;
  const centreV = 0.35 + random.next() * 0.3;
  return (u, v) => {
    const bendU = u * 3 + (warp(u * 3, v * 4) - 0.5) * 2.4;
    const bendV = v * 4 + (warp(u * 3 + 21, v * 4 + 8) - 0.5) * 2.4;
    const distance = distanceOf(u - centreU, (v - centreV) * 1.2);
    const wet = noise(bendU, bendV) + 0.34 - distance * 0.72;
    let shade = mix(paper, warm, smooth(0.36, 0.56, wet) * 0.55);
    shade = mix(shade, mid, smooth(0.47, 0.62, wet) * 0.7);
    shade = mix(shade, deep, smooth(0.55, 0.66, wet) * 0.75);
    shade = mix(shade, dark, smooth(0.62, 0.78, wet));
    // Pigment gathers where the wet edge stood.
    shade = mix(shade, deep, 0.5 * Math.exp(-(((wet - 0.47) / 0.012) ** 2)));
    return mix(shade, dark, (grain(u * 190, v * 250) - 0.5) * 0.07);
  };
}

/** A grid running to a striped sun. @param {Random} random @returns {Scene} */
function grid(random) {
  const [light, warm, mid, deep, dark] = pickPalette(random);
  const horizon = 0.56 + random.next() * 0.08;
  const radius = 0.24 + random.next() * 0.08;
  const sunV = horizon - radius * 0.5;
  const lines = 9 + random.int(0, 5);
  const hills = ridges(random, 2, horizon - 0.13, horizon);
  return (u, v) => {
    if (v < horizon) {
      const layer = hills(u, v);
      if (layer >= 0) return mix(deep, dark, 0.45 + layer * 0.4);
      const distance = distanceOf(u - 0.5, (v - sunV) * 1.33);
      let shade = along([dark, deep, mid], v / horizon);
      shade = mix(shade, warm, 0.5 * Math.exp(-distance * 4));
      const stripe = Math.sin(((v - sunV) / radius) * 26) > 0.2 + (sunV + radius * 0.4 - v) * 6 ? 1 : 0;
      const disc = smooth(radius, radius - 0.006, distance) * (1 - stripe);
      return mix(shade, mix(light, warm, smooth(sunV - radius, sunV + radius * 0.6, v)), disc);
    }
    const depth = (v - horizon) / (1 - horizon);
    const near = 1 / (depth + 0.035);
    const columnLine = Math.abs((((((u - 0.5) * near * 1.6 + 500) * lines) / 8) % 1) - 0.5);
    const rowLine = Math.abs(((near * 1.9) % 1) - 0.5);
    const width = 0.012 * near + 0.02;
    const glow = Math.max(
      smooth(0.5 - width, 0.5, columnLine + 0.004),
      smooth(0.5 - width * 1.4, 0.5, rowLine + 0.004),
    );
    return mix(
      mix(dark, deep, 0.25 + (1 - depth) * 0.5),
      mix(warm, light, depth),
      glow * Math.min(1, 0.35 + depth),
    );
  };
}

/** Soft circles of light. @param {Random} random @returns {Scene} */
function bokeh(random) {
  const palette = pickPalette(random);
  const [light, warm, mid, deep, dark] = palette;
  const circles = Array.from({ length: 26 }, () => ({
    u: random.next(),
    v: 0.1 + random.next() * 0.9,
    radius: 0.02 + random.next() ** 2 * 0.13,
    tint: random.pick([light, warm, mid]),
    power: 0.12 + random.next() * 0.34,
  }));
  const haze = layered(createNoise(random), 3);
  return (u, v) => {
    let shade = along([dark, deep, mid], 0.1 + v * 0.5 + (haze(u * 2, v * 3) - 0.5) * 0.7);
    for (const circle of circles) {
      const distance = distanceOf(u - circle.u, (v - circle.v) * 1.33);
      if (distance > circle.radius) continue;
      const rim = 0.55 + 0.45 * smooth(circle.radius * 0.6, circle.radius * 0.96, distance);
      shade = mix(
        shade,
        circle.tint,
        circle.power * rim * smooth(circle.radius, circle.radius * 0.93, distance),
      );
    }
    return shade;
  };
}

/** Contour lines of an imagined map. @param {Random} random @returns {Scene} */
function contours(random) {
  const palette = pickPalette(random);
  const noise = layered(createNoise(random), 4);
  const steps = 12 + random.int(0, 8);
  const scale = 1.6 + random.next() * 1.4;
  return (u, v) => {
    const height = noise(u * scale, v * scale * 1.33);
    const line = Math.abs(((height * steps) % 1) - 0.5) * 2;
    const shade = along(palette, 1.25 - (Math.floor(height * steps) / steps) * 1.5);
    const slope = (noise(u * scale + 0.03, v * scale * 1.33 + 0.03) - height) * 5;
    return mix(
      mix(shade, slope > 0 ? WHITE : palette[4], Math.min(0.3, Math.abs(slope))),
      palette[4],
      smooth(0.9, 1, line) * 0.5,
    );
  };
}

const SCENES = Object.freeze([
  sunset,
  aurora,
  ink,
  grid,
  bokeh,
  contours,
  dunes,
  forest,
  glass,
  ribbons,
  sunset,
  aurora,
]);

/** An invented picture. @param {Random} random @returns {Scene} */
export function inventScene(random) {
  return random.pick(SCENES)(random);
}

/** Paints the scene. @param {Scene} scene @param {number} width @param {number} height @returns {Uint8Array} RGB, row by row */
export function paint(scene, width, height) {
  const pixels = new Uint8ClampedArray(width * height * 3);
  let at = 0;
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const shade = scene((column + 0.5) / width, (row + 0.5) / height);
      pixels[at] = shade[0];
      pixels[at + 1] = shade[1];
      pixels[at + 2] = shade[2];
      at += 3;
    }
  }
  return new Uint8Array(pixels.buffer);
}
