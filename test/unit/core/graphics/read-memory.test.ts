import { describe, expect, it } from 'vitest';
import { readKernelMemory, readNvidiaMemory } from '../../../../electron/core/graphics/read-memory';

describe('readNvidiaMemory', () => {
  it('takes the largest card, in bytes', () => {
    expect(readNvidiaMemory('8192\n24564\n')).toBe(24_564 * 1024 ** 2);
  });

  it.each(['', '[N/A]\n', 'NVIDIA-SMI has failed\n', '0\n', '-5\n', '8192 MiB\n'])(
    'does not guess from %j',
    (output) => {
      expect(readNvidiaMemory(output)).toBe(null);
    },
  );
});

describe('readKernelMemory', () => {
  it('takes the largest of the cards that say something', () => {
    expect(readKernelMemory(['', '17163091968\n', '536870912\n'])).toBe(17_163_091_968);
  });

  it('knows none where no card says anything', () => {
    expect(readKernelMemory([])).toBe(null);
    expect(readKernelMemory(['', 'x'])).toBe(null);
  });
});
