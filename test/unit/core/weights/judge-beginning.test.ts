import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeBeginning } from '../../../../electron/core/weights/judge-beginning';
import type { FileFlaw } from '../../../../shared/library/flaw';
import { ggufFile, LFS_POINTER, safetensorsBytes, WEB_PAGE } from '../../../support/flawed-files';

function judge(fileName: string, content: Uint8Array | string, fileBytes?: number): FileFlaw | null {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const judging = judgeBeginning(fileName, fileBytes ?? bytes.length);
  let step = judging.next();
  while (step.done !== true) {
    const { at, length } = step.value;
    step = judging.next(bytes.subarray(at, at + length));
  }
  return step.value;
}

const foreign = (what: string) => ({ kind: 'noModel', what });
const zip = (name: string) => {
  const entry = Buffer.alloc(30);
  entry.write('PK\x03\x04', 'latin1');
  entry.writeUInt16LE(name.length, 26);
  return Uint8Array.from(Buffer.concat([entry, Buffer.from(name), Buffer.alloc(100, 1)]));
};

describe('a safetensors file', () => {
  it('is as long as its header says', () => {
    expect(judge('a.safetensors', safetensorsBytes(4_000))).toBeNull();
  });

  it('is cut short by as much as is missing', () => {
    const whole = safetensorsBytes(4_000).length;
    expect(judge('a.safetensors', safetensorsBytes(4_000, 100))).toEqual({
      ...{ kind: 'cutShort', promisedBytes: whole },
    });
    expect(judge('a.safetensors', safetensorsBytes(4_000, 3_999))).toEqual({
      ...{ kind: 'cutShort', promisedBytes: whole },
    });
  });

  it('is cut short within its header, and nobody knows by how much', () => {
    const part = safetensorsBytes(4_000).subarray(0, 60);
    expect(judge('a.safetensors', part)).toEqual({ kind: 'cutShort', promisedBytes: null });
  });

  it('is longer than its header says', () => {
    const whole = safetensorsBytes(4_000).length;
    expect(judge('a.safetensors', safetensorsBytes(4_000, 4_001))).toEqual({
      ...{ kind: 'tooLong', promisedBytes: whole },
    });
  });

  it.each([
    ['a table', 8_827],
    ['a list', 23_899],
    ['a table behind a space', 2_259_744],
    ['a picture', 0x00ff_d8ff],
  ])('is one also where the length of its header reads like %s', (_what, length) => {
    const tensor = '{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}}';
    const bytes = Buffer.alloc(8 + Math.min(length, 3_000_000) + 4, ' ');
    bytes.writeBigUInt64LE(BigInt(length));
    bytes.write(tensor, 8);
    expect(judge('a.safetensors', Uint8Array.from(bytes), 8 + length + 4)).toBeNull();
  });

  it('is told by its bytes, whatever it is called', () => {
    expect(judge('a.ckpt', safetensorsBytes(4_000, 100))).toMatchObject({ kind: 'cutShort' });
  });

  it.each([
    ['a header that is no table', '["a"]'],
    ['offsets that run backwards', '{"a":{"dtype":"U8","shape":[1],"data_offsets":[9,3]}}'],
    ['a tensor without offsets', '{"a":{"dtype":"U8","shape":[1]}}'],
  ])('is not judged by %s', (_what, header) => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(header.length));
    expect(judge('a.safetensors', Buffer.concat([length, Buffer.from(header)]))).toBeNull();
  });
});

describe('a GGUF file', () => {
  it.each([
    ['F32', 0, 512],
    ['BF16', 30, 256],
    ['Q4_0', 2, 72],
    ['Q5_1', 7, 96],
    ['Q8_0', 8, 136],
  ])('of %s has at least what its tensors take', (_type, type, bytes) => {
    const promisedBytes = ggufFile(type, bytes).length;
    expect(judge('a.gguf', ggufFile(type, bytes))).toBeNull();
    expect(judge('a.gguf', ggufFile(type, bytes + 24))).toBeNull();
    expect(judge('a.gguf', ggufFile(type, bytes - 1))).toEqual({ kind: 'cutShort', promisedBytes });
  });

  it('begins where its own alignment says', () => {
    const promisedBytes = ggufFile(8, 136, 256).length;
    expect(judge('a.gguf', ggufFile(8, 100, 256))).toEqual({ kind: 'cutShort', promisedBytes });
  });

  it('is not judged when a type is unknown, or does not suit the shape', () => {
    expect(judge('a.gguf', ggufFile(4, 0))).toBeNull();
    expect(judge('a.gguf', ggufFile(200, 0))).toBeNull();
    expect(judge('a.gguf', ggufFile(12, 0))).toBeNull();
  });

  it('is cut short within its header', () => {
    expect(judge('a.gguf', ggufFile(8, 136).subarray(0, 90))).toEqual({
      ...{ kind: 'cutShort', promisedBytes: null },
    });
  });
});

describe('what is no model', () => {
  it.each<[string, string, string | Uint8Array]>([
    ['empty', 'a.safetensors', ''],
    ['webPage', 'a.safetensors', WEB_PAGE],
    ['webPage', 'a.gguf', `\uFEFF\n  <html lang="en">`],
    ['webPage', 'a.ckpt', '<!-- saved from url --> <html>'],
    ['json', 'a.safetensors', '{"error":"Unauthorized","message":"Log in"}'],
    ['json', 'a.pt', '{\n  "last_node_id": 9 }'],
    ['xml', 'a.safetensors', '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'],
    ['lfsPointer', 'a.safetensors', LFS_POINTER],
    ['archive', 'a.safetensors', zip('model/thing.bin')],
    ['archive', 'a.ckpt', zip('thing.safetensors')],
    ['archive', 'a.ckpt', Uint8Array.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4])],
    ['picture', 'a.safetensors', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
    ['picture', 'a.png', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])],
  ])('is told: %s under %s', (what, fileName, content) => {
    expect(judge(fileName, content)).toEqual(foreign(what));
  });

  it.each<[string, string, string | Uint8Array]>([
    ['a checkpoint of PyTorch', 'a.ckpt', zip('archive/data.pkl')],
    ['an older one', 'a.pt', Uint8Array.from([0x80, 0x02, 0x8a, 0x0a])],
    ['an archive under its own name', 'poses.zip', zip('poses/a.png')],
    ['a workflow under its own name', 'flow.json', '{"nodes":[]}'],
    ['a page under its own name', 'page.html', WEB_PAGE],
  ])('is not said of %s', (_what, fileName, content) => {
    expect(judge(fileName, content)).toBeNull();
  });
});

it('answers whatever a file begins with', () => {
  const heads = fc.constantFrom('', 'GGUF\x03\0\0\0', 'PK\x03\x04', '<', '{', '\x20\0\0\0\0\0\0\0{');
  fc.assert(
    fc.property(heads, fc.uint8Array({ maxLength: 700 }), fc.nat(2_000), (head, rest, more) => {
      const bytes = Buffer.concat([Buffer.from(head, 'latin1'), rest]);
      judge('a.safetensors', bytes, bytes.length + more);
    }),
    { numRuns: 2_000 },
  );
});
