// @ts-check
import { createLayout } from './layout.mjs';
import { tensorNamesOf } from './tensor-names.mjs';

const ALIGNMENT = 32;
const TYPE_STRING = 8;
const TYPE_UINT32 = 4;

/** ggml type numbers, elements and bytes of one block. @typedef {readonly [type: number, elements: number, bytes: number]} GgmlBlock */
/** @type {GgmlBlock} */
const Q8_0 = [8, 32, 34];

/** @type {Record<string, GgmlBlock>} */
const BLOCKS = {
  Q8_0,
  Q4_K_M: [12, 256, 144],
  Q5_K_M: [13, 256, 176],
  Q6_K: [14, 256, 210],
  F16: [1, 1, 2],
};
const I8 = 24;

/**
 * A valid GGUF (version 3) file of exactly `bytes` bytes.
 *
 * @param {{ bytes: number, seed: number, modelType: string, quantType?: string, name: string }} plan
 */
export function ggufLayout(plan) {
  const names = tensorNamesOf('UNet', plan.bytes).slice(0, 24);
  const [type, elements, blockBytes] = BLOCKS[plan.quantType ?? 'Q8_0'] ?? Q8_0;
  const header = ggufHeader(plan, names, 0, { type, elements, blockBytes });
  const bodyBytes = plan.bytes - header.length;
  if (bodyBytes < names.length * ALIGNMENT)
    throw new RangeError(`${plan.bytes} bytes are too few for a GGUF file`);
  // Numbers in GGUF have a fixed width, so the second header has the length of the first.
  const final = ggufHeader(plan, names, bodyBytes, { type, elements, blockBytes });
  return createLayout([final, { seed: plan.seed, length: bodyBytes }]);
}

/**
 * @param {{ name: string, quantType?: string }} plan
 * @param {readonly string[]} names
 * @param {number} bodyBytes
 * @param {{ type: number, elements: number, blockBytes: number }} block
 */
function ggufHeader(plan, names, bodyBytes, block) {
  // Every tensor but the last starts and ends on the alignment.
  const step = ALIGNMENT * block.blockBytes;
  const each = Math.max(step, Math.floor(bodyBytes / names.length / step) * step);
  const chunks = [
    Buffer.from('GGUF'),
    uint32(3),
    uint64(names.length),
    uint64(4),
    ...textPair('general.architecture', 'flux'),
    ...textPair('general.name', plan.name),
    ...textPair('general.file_type_name', plan.quantType ?? 'Q8_0'),
    text('general.alignment'),
    uint32(TYPE_UINT32),
    uint32(ALIGNMENT),
  ];
  let offset = 0;
  for (const [index, name] of names.entries()) {
    const isRest = index === names.length - 1 || offset + each >= bodyBytes;
    const length = isRest ? Math.max(0, bodyBytes - offset) : each;
    const count = isRest ? length : (length / block.blockBytes) * block.elements;
    chunks.push(text(name), uint32(1), uint64(count), uint32(isRest ? I8 : block.type), uint64(offset));
    offset += isRest ? length : each;
  }
  const header = Buffer.concat(chunks);
  return Buffer.concat([header, Buffer.alloc((ALIGNMENT - (header.length % ALIGNMENT)) % ALIGNMENT)]);
}

/** @param {number} value */
function uint32(value) {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

/** @param {number} value */
function uint64(value) {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value));
  return buffer;
}

/** @param {string} value */
function text(value) {
  const bytes = Buffer.from(value, 'utf8');
  return Buffer.concat([uint64(bytes.length), bytes]);
}

/** @param {string} key @param {string} value */
function textPair(key, value) {
  return [text(key), uint32(TYPE_STRING), text(value)];
}
