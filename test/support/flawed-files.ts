import { ggufBytes } from './gguf-bytes';

/** A safetensors file with one tensor. @param dataBytes how much its header promises; @param thereBytes how much is there */
export function safetensorsBytes(
  dataBytes: number,
  thereBytes = dataBytes,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const tensor = { dtype: 'U8', shape: [dataBytes], data_offsets: [0, dataBytes] };
  const header = Buffer.from(
    JSON.stringify({ __metadata__: metadata, 'lora_unet_a.lora_up.weight': tensor }),
  );
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Uint8Array.from(Buffer.concat([length, header, Buffer.alloc(thereBytes, 7)]));
}

export const WEB_PAGE = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body></body></html>';
export const LFS_POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${'ab'.repeat(32)}\nsize 6938040682\n`;

/** A GGUF file with one tensor of 64 by 2 values. @param type ggml's number; @param thereBytes of weights */
export function ggufFile(type: number, thereBytes: number, alignment = 32): Uint8Array<ArrayBuffer> {
  const values = { 'general.architecture': 'flux', 'general.alignment': alignment };
  const header = ggufBytes(values, [{ name: 'double_blocks.0.img_attn.qkv.weight', shape: [64, 2], type }]);
  const dataAt = Math.ceil(header.length / alignment) * alignment;
  return Uint8Array.from(Buffer.concat([header, Buffer.alloc(dataAt - header.length + thereBytes, 7)]));
}
