import { describe, expect, it } from 'vitest';
import { parseReference } from '../../../shared/civitai/reference';

const model = (modelId: number, versionId: number | null = null, fileId: number | null = null) => ({
  kind: 'model',
  modelId,
  versionId,
  fileId,
});
const version = (
  versionId: number,
  fileId: number | null = null,
  untrustedWishes: readonly string[] = [],
  untrustedType: string | null = null,
) => ({ kind: 'version', versionId, fileId, untrustedWishes, untrustedType });
const hash = (hex: string) => ({ kind: 'hash', hash: hex });

describe('parseReference', () => {
  it.each([
    ['https://civitai.com/models/257749', model(257_749)],
    ['civitai.com/models/12', model(12)],
    ['http://www.civitai.com/models/12/', model(12)],
    ['https://civitai.green/models/7/a-name?modelVersionId=9', model(7, 9)],
    ['https://civitai.red/models/7?x=1&modelVersionId=9#files', model(7, 9)],
    ['https://civitai.com/model-versions/290640', version(290_640)],
    ['https://civitai.com/api/v1/model-versions/290640', version(290_640)],
    ['https://civitai.com/api/download/models/290640', version(290_640)],
    ['https://civitai.com/api/download/models/5?fileId=77', version(5, 77)],
    [
      'https://civitai.com/api/download/models/5?type=Model&format=SafeTensor&size=pruned&fp=fp16',
      version(5, null, ['SafeTensor', 'fp16', 'pruned'], 'Model'),
    ],
    ['urn:air:sdxl:lora:civitai:328553@368189', model(328_553, 368_189)],
    ['air:flux1:checkpoint:civitai:618692@691639+12', model(618_692, 691_639, 12)],
    ['urn:air:sd1:model:civitai:2421', model(2421)],
    ['urn:air:sd1:checkpoint:civitai:4384@128713.safetensors', model(4384, 128_713)],
    ['civitai:4384@128713', model(4384, 128_713)],
    [' 290640 ', version(290_640)],
    ['67AB2FD8EC', hash('67AB2FD8EC')],
    ['67ab2fd8', hash('67AB2FD8')],
    ['e3b0c44298fd', hash('E3B0C44298FD')],
    ['a'.repeat(64), hash('A'.repeat(64))],
    [`sha256:${'b'.repeat(64)}`, hash('B'.repeat(64))],
    // Too large for an id, and as long as an AutoV2.
    ['9999999999', hash('9999999999')],
    ['12345678', version(12_345_678)],
    ['hash:12345678', hash('12345678')],
  ])('reads %s', (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each([
    '',
    'anime',
    '0',
    'abcdef',
    'f'.repeat(32),
    'https://civitai.com/images/12',
    'https://civitai.com/models/0',
    'https://civitai.com/models/12x',
    'https://civitai.com.evil.example/models/12',
    'https://evil.example/?u=https://civitai.com/models/12',
    'http://127.0.0.1:4000/models/12',
    'urn:air:sdxl:lora:huggingface:some/model@1',
    'file:///civitai.com/models/12',
  ])('does not read %j', (text) => {
    expect(parseReference(text)).toBeNull();
  });

  it('reads links of a service that was named, with its port', () => {
    const text = 'http://127.0.0.1:4000/models/12?modelVersionId=3';
    expect(parseReference(text, '127.0.0.1:4000')).toEqual(model(12, 3));
    expect(parseReference(text, '127.0.0.1:4001')).toBeNull();
  });
});
