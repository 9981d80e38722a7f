// @ts-check
import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readFlags } from './lib/command-line.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';
import { onInterrupt } from './lib/interrupt.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';

const USAGE =
  'npm run soak -- [--files 4] [--bytes 4G] [--minutes 0] [--limit 30] [--seed 1] [--place FOLDER]';

// Large files, several at once, under seeded mischief: all hashes right, and neither memory nor descriptors grow.
await runMain(async () => {
  const flags = readFlags(
    {
      files: { type: 'string', default: '4' },
      bytes: { type: 'string', default: '4G' },
      minutes: { type: 'string', default: '0' },
      limit: { type: 'string', default: '30' },
      seed: { type: 'string', default: '1' },
      place: { type: 'string', default: os.tmpdir() },
    },
    USAGE,
  );
  if (process.platform !== 'linux')
    throw new ToolError('The soak needs Linux: it reads /proc.', 'run it on Linux, or in a container.');
  await ensureDependencies();
  const { formatBytes, parseBytes, parseCount } = await import('./bench/sizes.mjs');
  const { buildEngine } = await import('./soak/engine.mjs');
  const { soak } = await import('./soak/soak.mjs');
  const minutes = Number(flags.minutes);
  if (!(minutes >= 0)) throw new ToolError(`--minutes ${flags.minutes} is no number.`, USAGE);
  const files = parseCount('files', flags.files);
  const bytes = parseBytes(flags.bytes);
  const limitMinutes = minutes + parseCount('limit', flags.limit);
  const { bavail, bsize } = statfsSync(flags.place);
  if (bavail * bsize < files * bytes * 1.1)
    throw new ToolError(
      `${flags.place} has room for ${formatBytes(bavail * bsize)}, and this needs ${formatBytes(files * bytes * 1.1)}.`,
      'give fewer --files, fewer --bytes or another --place.',
    );
  await buildEngine();
  const folder = mkdtempSync(path.join(flags.place, 'civet-soak-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onInterrupt(remove);
  try {
    const seed = parseCount('seed', flags.seed);
    say(`${files} files of ${formatBytes(bytes)} at once into ${folder}, seed ${seed}.`);
    const found = await soak({ files, bytes, minutes, limitMinutes, seed, folder });
    process.stdout.write(`${JSON.stringify(found)}\n`);
    return found.ok ? 0 : 1;
  } finally {
    forget();
    remove();
  }
});
