import type { SidecarFacts } from '../../../../electron/core/sidecars/facts';
import { targetOf } from '../../../support/queue-bench';

/** A LoRA as the documented answers describe one. */
export function someFacts(change: Partial<SidecarFacts> = {}): SidecarFacts {
  const target = targetOf('Aurora Style', 7, 228_452_544, {
    modelId: 11,
    versionId: 22,
    fileId: 33,
    creator: 'mira_tensor',
    baseModel: 'Illustrious',
    hashes: {
      sha256: 'AB'.repeat(32),
      blake3: 'CD'.repeat(32),
      crc32: '85114A0D',
      autoV1: null,
      autoV2: 'ABABABABAB',
      autoV3: 'E0F1A2B3C4D5',
    },
  });
  return {
    fileName: 'aurora.v2.safetensors',
    path: 'C:\\models\\loras\\aurora.v2.safetensors',
    bytes: 228_452_544,
    sha256: 'AB'.repeat(32),
    placedAtMs: Date.UTC(2026, 10, 23, 8, 30, 15, 250),
    kind: 'lora',
    target,
    model: {
      name: 'Aurora Style',
      type: 'LORA',
      maturity: 'R',
      tags: ['style', 'light'],
      creator: 'mira_tensor',
      untrustedDescription: '<p>Soft <b>light</b> &amp; fog.</p><script>alert(1)</script><p>Use 0.8</p>',
      downloadCount: null,
      likeCount: 12,
    },
    version: {
      name: 'v2.0',
      baseModel: 'Illustrious',
      untrustedDescription: null,
      triggerWords: ['aurora style', 'fog'],
      publishedAt: Date.UTC(2026, 4, 31),
    },
    untrustedVersion: null,
    picture: { url: 'https://image.civitai.com/x/original=true/1.jpeg', maturity: 'PG13' },
    previewPath: 'C:\\models\\loras\\aurora.v2.preview.jpg',
    ...change,
  };
}
