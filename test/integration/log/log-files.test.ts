import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import logger from 'electron-log/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLogLines } from '../../../electron/adapters/log-lines';
import { LOG_FOLDER, writeLog } from '../../../electron/shell/log-file';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'civet-log-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the log', () => {
  it('never has more than two files, each of about two megabytes', async () => {
    const log = writeLog(logger.create({ logId: folder }), folder, () => []);
    const line = 'x'.repeat(64 * 1024);
    for (let count = 0; count < 120; count += 1) log.info(line);
    const files = await readdir(join(folder, LOG_FOLDER));
    expect(files.toSorted()).toEqual(['civet.log', 'civet.old.log']);
    for (const name of files)
      expect((await stat(join(folder, LOG_FOLDER, name))).size).toBeLessThan(2.2 * 1024 * 1024);
  });

  it('writes no token, in whatever it stands', async () => {
    const log = writeLog(logger.create({ logId: folder }), folder, () => ['tok-abc-123']);
    log.error('Failed.', new Error('Bearer tok-abc-123 was refused'));
    log.warn('https://storage.example/x?token=tok-abc-123');
    expect(log.counts()).toEqual({ warnings: 1, errors: 1 });
    const lines = await readLogLines(join(folder, LOG_FOLDER), 50);
    expect(lines.join('\n')).toContain('Failed.');
    expect(lines.join('\n')).not.toContain('tok-abc-123');
  });
});

describe('readLogLines', () => {
  it('is empty where there is no log yet', async () => {
    expect(await readLogLines(join(folder, 'none'), 5)).toEqual([]);
  });

  it('answers the last lines, over the border of two files', async () => {
    const logs = join(folder, LOG_FOLDER);
    await mkdir(logs);
    await writeFile(join(logs, 'civet.old.log'), 'one\ntwo\n');
    await writeFile(join(logs, 'civet.log'), 'three\nfour\n');
    expect(await readLogLines(logs, 3)).toEqual(['two', 'three', 'four']);
  });

  it('leaves out a line that it has only the end of', async () => {
    const logs = join(folder, LOG_FOLDER);
    await mkdir(logs);
    await writeFile(join(logs, 'civet.log'), `${'ä'.repeat(400_000)}\nlast\n`);
    expect(await readLogLines(logs, 5)).toEqual(['last']);
  });
});
