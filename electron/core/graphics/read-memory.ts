const BYTES_PER_MIB = 1024 ** 2;

/**
 * The memory of the largest card, in bytes, from `nvidia-smi --query-gpu=memory.total --format=csv,noheader,nounits`,
 * which prints one number of MiB a card.
 *
 * @returns null when no line is such a number
 */
export function readNvidiaMemory(output: string): number | null {
  return largest(output.split('\n').map((line) => wholeNumber(line) * BYTES_PER_MIB));
}

/**
 * The same from what the kernel's amdgpu driver writes into `mem_info_vram_total`: bytes, one text a card.
 */
export function readKernelMemory(texts: readonly string[]): number | null {
  return largest(texts.map(wholeNumber));
}

function wholeNumber(text: string): number {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : 0;
}

function largest(amounts: readonly number[]): number | null {
  const most = Math.max(0, ...amounts);
  return most === 0 ? null : most;
}
