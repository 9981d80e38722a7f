export type GgufValue = string | number | boolean | readonly string[];

export interface GgufTensorPlan {
  readonly name: string;
  readonly shape: readonly number[];
  /** ggml's number of it. */
  readonly type: number;
}

/** The beginning of a GGUF file, version 3: what it says of itself, and its tensors; a name alone is one of four numbers. */
export function ggufBytes(
  values: Readonly<Record<string, GgufValue>>,
  tensors: readonly (string | GgufTensorPlan)[],
): Uint8Array {
  const entries = Object.entries(values);
  return Uint8Array.from(
    Buffer.concat([
      Buffer.from('GGUF'),
      u32(3),
      u64(tensors.length),
      u64(entries.length),
      ...entries.flatMap(([key, value]) => [text(key), ...encoded(value)]),
      ...tensors
        .map((tensor) => (typeof tensor === 'string' ? { name: tensor, shape: [4], type: 0 } : tensor))
        .flatMap(({ name, shape, type }) => [
          ...[text(name), u32(shape.length), ...shape.map(u64), u32(type), u64(0)],
        ]),
    ]),
  );
}

function encoded(value: GgufValue): readonly Buffer[] {
  if (typeof value === 'string') return [u32(8), text(value)];
  if (typeof value === 'boolean') return [u32(7), Buffer.from([value ? 1 : 0])];
  if (typeof value === 'number') return [u32(4), u32(value)];
  return [u32(9), u32(8), u64(value.length), ...value.map(text)];
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([u64(bytes.length), bytes]);
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function u64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
