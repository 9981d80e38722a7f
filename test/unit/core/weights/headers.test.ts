import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readGgufHeader } from '../../../../electron/core/weights/gguf-header';
import { recogniseGguf, recogniseWeights } from '../../../../electron/core/weights/recognise-weights';
import {
  headerLength,
  headerText,
  safetensorsTensors,
} from '../../../../electron/core/weights/safetensors-header';
import { type GgufValue, ggufBytes } from '../../../support/gguf-bytes';

const tensor = { dtype: 'F16', shape: [2, 3], data_offsets: [0, 12] };

describe('safetensorsTensors', () => {
  it('lists names and shapes, and leaves out what the trainer wrote', () => {
    const header = JSON.stringify({ __metadata__: { a: 'b' }, 'x.weight': tensor });
    expect(safetensorsTensors(header)).toEqual([{ name: 'x.weight', shape: [2, 3] }]);
  });

  it.each([
    ['', 'nothing'],
    ['[]', 'a list'],
    ['{"a": 1}', 'a tensor that is a number'],
    ['{"a": {"dtype": "F16", "shape": [-1], "data_offsets": [0, 1]}}', 'a shape below nothing'],
    ['{"a": {"dtype": "F16", "shape": [1e300], "data_offsets": [0, 1]}}', 'a shape beyond counting'],
    ['{"a": {"dtype": "F16", "shape": [1], "data_offsets": [0]}}', 'half an offset'],
  ])('is none for %s (%s)', (header) => {
    expect(safetensorsTensors(header)).toBeNull();
  });

  it('lets no name become anything but a name', () => {
    const header = `{"__proto__": ${JSON.stringify(tensor)}, "constructor": ${JSON.stringify(tensor)}}`;
    expect(safetensorsTensors(header)?.map(({ name }) => name)).toEqual(['__proto__', 'constructor']);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it('answers whatever the header is, and so does the recogniser', () => {
    const anyTensor = fc.record({
      dtype: fc.string(),
      shape: fc.array(fc.nat()),
      data_offsets: fc.array(fc.nat()),
    });
    const table = fc.dictionary(fc.string(), fc.oneof(fc.jsonValue(), anyTensor));
    fc.assert(
      fc.property(fc.oneof(table, fc.jsonValue()), (value) => {
        const tensors = safetensorsTensors(JSON.stringify(value));
        if (tensors !== null) recogniseWeights(tensors);
      }),
      { numRuns: 500 },
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => void safetensorsTensors(text)),
      { numRuns: 500 },
    );
  });
});

describe('headerText', () => {
  const bytes = new TextEncoder().encode('{"ä":1}');
  it.each<[string, Uint8Array, number, string | null]>([
    ['all of a table', bytes, bytes.length, '{"ä":1}'],
    ['a part of one', bytes, bytes.length - 1, null],
    ['something else', new TextEncoder().encode('[1]'), 3, null],
  ])('reads %s', (_what, header, readBytes, expected) => {
    expect(headerText(header, readBytes)).toBe(expected);
  });
});

describe('headerLength', () => {
  const start = (length: bigint) => {
    const bytes = new Uint8Array(8);
    new DataView(bytes.buffer).setBigUint64(0, length, true);
    return bytes;
  };
  it.each([
    [2n, 2],
    [2_097_152n, 2_097_152],
    [2_097_153n, null],
    [1n, null],
    [0xffff_ffff_ffff_ffffn, null],
  ])('%s → %s', (length, expected) => {
    expect(headerLength(start(length))).toBe(expected);
  });
  it('takes none that ends behind the file, or is longer than asked for', () => {
    expect(headerLength(start(100n), 108)).toBe(100);
    expect(headerLength(start(100n), 107)).toBeNull();
    expect(headerLength(start(101n), 1_000, 100)).toBeNull();
    expect(headerLength(start(4_000_000n), 5_000_000, 4_000_000)).toBe(4_000_000);
  });
  it('needs eight bytes', () => {
    expect(headerLength(new Uint8Array(7))).toBeNull();
  });
});

describe('recogniseGguf', () => {
  it.each([
    ['flux', 'diffusionModel'],
    ['qwen_image', 'diffusionModel'],
    ['wan', 'diffusionModel'],
    ['t5encoder', 'textEncoder'],
    ['qwen2vl', 'languageModel'],
    ['of another world', null],
  ] as const)('knows what is built like %s', (name, finding) => {
    expect(recogniseGguf(ggufBytes({ 'general.architecture': name }, []))).toBe(finding);
  });

  it('finds the architecture behind numbers, lists and texts', () => {
    const values: Record<string, GgufValue> = {
      'a.number': 7,
      'a.list': ['x', 'y', ''],
      'a.switch': true,
      'general.architecture': 'sd3',
    };
    expect(readGgufHeader(ggufBytes(values, ['joint_blocks.0.x']))).toMatchObject({
      untrustedArchitecture: 'sd3',
      tensors: [{ name: 'joint_blocks.0.x', shape: [4] }],
      isWhole: true,
    });
  });

  it('goes by the tensors where no architecture is said, if it has seen all of them', () => {
    const bytes = ggufBytes({}, ['double_blocks.0.img_attn.qkv.weight', 'img_in.weight']);
    expect(recogniseGguf(bytes)).toBe('diffusionModel');
    expect(recogniseGguf(bytes.subarray(0, -1))).toBeNull();
  });

  it('calls no whole model in this format a checkpoint', () => {
    const names = ['model.diffusion_model.input_blocks.0.0.weight', 'first_stage_model.decoder.mid.x'];
    expect(recogniseGguf(ggufBytes({}, names))).toBeNull();
  });

  it('answers at once whatever the bytes are', () => {
    const whole = ggufBytes({ 'general.architecture': 'flux', 'a.list': ['b'] }, ['c', 'd']);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 12 }),
        fc.nat(whole.length),
        (changes, length) => {
          const bytes = whole.slice(0, length);
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          recogniseGguf(bytes);
        },
      ),
      { numRuns: 3_000 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => void recogniseGguf(bytes)),
      { numRuns: 500 },
    );
  });

  it('ends with the bytes when a list claims to be longer than any file', () => {
    const lie = ggufBytes({ 'a.list': ['b'] }, []);
    const at = Buffer.from(lie).indexOf('a.list') + 'a.list'.length + 4 + 4;
    new DataView(lie.buffer, lie.byteOffset).setBigUint64(at, 0xffff_ffff_ffff_ffffn, true);
    expect(readGgufHeader(lie)).toMatchObject({ tensors: [], untrustedArchitecture: null });
  });
});
