import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReceiveBuffers } from '../../../electron/adapters/receive-buffers';

const WHOLE = 16 * 1024;

describe('ReceiveBuffers', () => {
  it('gives out memory again when all that was read into it is released', () => {
    const buffers = new ReceiveBuffers();
    const buffer = buffers.next();
    const chunk = buffers.lend(buffer, WHOLE);
    expect(chunk.length).toBe(WHOLE);
    buffers.release([chunk.subarray(0, 100)]);
    expect(buffers.next().buffer).not.toBe(buffer.buffer);
    buffers.release([chunk.subarray(100)]);
    expect(buffers.next().buffer).toBe(buffer.buffer);
  });

  it('keeps a small record in memory of its own, so that the buffer is free at once', () => {
    const buffers = new ReceiveBuffers();
    const buffer = buffers.next();
    buffer.fill(7, 0, 1_400);
    const chunk = buffers.lend(buffer, 1_400);
    expect(buffers.next().buffer).toBe(buffer.buffer);
    buffer.fill(9);
    expect(chunk).toEqual(Buffer.alloc(1_400, 7));
  });

  it('passes over memory that is not its own', () => {
    const buffers = new ReceiveBuffers();
    const foreign = new Uint8Array(WHOLE);
    buffers.release([foreign, foreign]);
    expect(buffers.next().buffer).not.toBe(foreign.buffer);
  });

  it('never gives out memory of which somebody has a part, in whatever parts and order it is released', () => {
    const step = fc.record({
      bytes: fc.integer({ min: WHOLE / 4, max: WHOLE }),
      cuts: fc.array(fc.integer({ min: 1, max: WHOLE }), { maxLength: 3 }),
      release: fc.array(fc.nat(), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 60 }), (steps) => {
        const buffers = new ReceiveBuffers();
        const held: { readonly part: Uint8Array; readonly mark: number }[] = [];
        for (const [index, { bytes, cuts, release }] of steps.entries()) {
          const mark = (index % 255) + 1;
          const buffer = buffers.next();
          buffer.fill(mark, 0, bytes);
          const chunk = buffers.lend(buffer, bytes);
          const ends = [...cuts.map((cut) => cut % bytes).toSorted((a, b) => a - b), bytes];
          let from = 0;
          for (const end of ends) {
            if (end > from) held.push({ part: chunk.subarray(from, end), mark });
            from = Math.max(from, end);
          }
          for (const which of release) {
            const [gone] = held.splice(which % Math.max(1, held.length), 1);
            if (gone !== undefined) buffers.release([gone.part]);
          }
          for (const { part, mark: own } of held) expect(part.every((byte) => byte === own)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});
