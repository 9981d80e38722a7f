// @ts-check
/** @import { FileRecord } from '../catalogue/types.mjs' */
/** @import { Layout } from './layout.mjs' */
import { hash32 } from '../random.mjs';
import { ggufLayout } from './gguf.mjs';
import { createLayout } from './layout.mjs';
import { pickleLayout } from './pickle.mjs';
import { safetensorsLayout } from './safetensors.mjs';
import { zipLayout } from './zip.mjs';

/** What torch.save writes; a clean file imports nothing else. */
export const CLEAN_IMPORTS = Object.freeze([
  'collections.OrderedDict',
  'torch.HalfStorage',
  'torch._utils._rebuild_tensor_v2',
]);

/**
 * The bytes behind a catalogue file.
 *
 * @param {FileRecord} file
 * @param {number} [bytes] another size than the catalogue's, for transfers larger than any listed file
 * @returns {Layout}
 */
export function layoutOf(file, bytes = file.bytes) {
  const seed = hash32('file', file.contentSeed);
  switch (file.container) {
    case 'safetensors':
      return safetensorsLayout({
        bytes,
        seed,
        modelType: file.tensorsOf,
        fp: file.metadata.fp,
        notes: { format: 'pt', 'modelspec.title': file.name, 'modelspec.sai_model_spec': '1.0.0' },
      });
    case 'gguf':
      return ggufLayout({
        bytes,
        seed,
        modelType: file.tensorsOf,
        quantType: file.metadata.quantType,
        name: file.name,
      });
    case 'pickle':
      return pickleLayout({ bytes, seed, imports: file.pickleImports ?? CLEAN_IMPORTS });
    case 'zip':
      return zipLayout({
        bytes,
        seed,
        texts: [{ name: 'readme.txt', text: 'Made for tests. Nothing in here is worth keeping.\n' }],
        fillName: 'contents.bin',
      });
    case 'yaml':
      return textLayout(
        bytes,
        'model:\n  target: example.Diffusion\n  params:\n    linear_start: 0.00085\n',
        '# padding of a test file\n',
        '',
      );
    case 'json':
      return textLayout(
        bytes,
        '{"last_node_id":2,"nodes":[{"id":1,"type":"KSampler"},{"id":2,"type":"SaveImage"}],"notes":"',
        'a workflow made for tests ',
        '"}',
      );
    case 'raw':
      return createLayout([{ seed, length: bytes }]);
    default:
      throw new TypeError(`unknown container ${file.container}`);
  }
}

/** @param {number} bytes @param {string} head @param {string} filler @param {string} tail */
function textLayout(bytes, head, filler, tail) {
  const body = filler
    .repeat(Math.ceil(bytes / filler.length))
    .slice(0, Math.max(0, bytes - head.length - tail.length));
  return createLayout([Buffer.from(head + body + tail)]);
}
