// @ts-check
import { LIST_NAME, writeChecksums } from './lib/checksum-list.mjs';
import { runMain, say, ToolError } from './lib/say.mjs';

// Writes SHA256SUMS of what is in a folder: node tools/checksums.mjs dist
await runMain(async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new ToolError('No folder was named.', 'node tools/checksums.mjs dist');
  say(`${LIST_NAME} holds ${await writeChecksums(folder)} files.`);
  return 0;
});
