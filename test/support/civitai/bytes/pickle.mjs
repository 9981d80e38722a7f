// @ts-check
import { createLayout } from './layout.mjs';

/** PyTorch's legacy container: three small pickles (magic number, protocol 1001, system) before the object. */
const PREFIX = Buffer.from('80028a0a6cfc9c46f9206aa850192e8002 4de9032e'.replace(' ', ''), 'hex');
const SYSTEM = Buffer.from('80027d712e', 'hex');

/**
 * A PyTorch checkpoint in the legacy pickle container, of exactly `bytes` bytes.
 *
 * The listed imports are named by GLOBAL opcodes whose value is dropped again: a scanner finds them,
 * and unpickling calls none of them.
 *
 * @param {{ bytes: number, seed: number, imports: readonly string[] }} plan imports as `module.name`
 */
export function pickleLayout(plan) {
  const named = plan.imports.map((path) => {
    const dot = path.lastIndexOf('.');
    return `c${path.slice(0, dot)}\n${path.slice(dot + 1)}\n0`;
  });
  // PROTO 2, the imports, EMPTY_DICT, STOP.
  const object = Buffer.concat([
    Buffer.from([0x80, 0x02]),
    Buffer.from(named.join(''), 'latin1'),
    Buffer.from('}.'),
  ]);
  const keys = Buffer.from('80025d2e', 'hex');
  const head = Buffer.concat([PREFIX, SYSTEM.subarray(0, 3), Buffer.from('.'), object, keys]);
  return createLayout([
    head.subarray(0, plan.bytes),
    { seed: plan.seed, length: Math.max(0, plan.bytes - head.length) },
  ]);
}
