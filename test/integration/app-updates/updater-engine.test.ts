import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FeedRequests } from '../../../electron/adapters/app-updates/feed-requests';
import { makeEngine } from '../../../electron/adapters/app-updates/make-engine';
import type { UpdaterEngine } from '../../../electron/adapters/app-updates/updater-engine';
import { createHttpClient, GotTransport } from '../../../electron/adapters/http-transport';
import { systemClock } from '../../../electron/adapters/system';
import { BandwidthLimiter } from '../../../electron/services/bandwidth/bandwidth-limiter';
import { ReleaseFeed } from '../../support/release-feed';

const PACKAGE = randomBytes(600_000);
const WATCH = { onReceived: () => undefined };

let feed: ReleaseFeed;
let folder: string;
let quitHandlers: ((code: number) => void)[];
const never = new AbortController().signal;

beforeEach(async () => {
  feed = await ReleaseFeed.start();
  folder = await mkdtemp(join(tmpdir(), 'civet-renewal-'));
  quitHandlers = [];
  process.env.APPIMAGE = join(folder, 'Civet.AppImage');
  await writeFile(join(folder, 'app-update.yml'), feed.configuration());
  await writeFile(process.env.APPIMAGE, 'old');
});
afterEach(async () => {
  delete process.env.APPIMAGE;
  await feed.close();
  await rm(folder, { recursive: true, force: true });
});

function engine(
  version = '1.0.0',
  admit: (bytes: number, signal: AbortSignal) => Promise<number> = async (bytes) => bytes,
): UpdaterEngine {
  const client = createHttpClient({ origin: feed.origin, world: 'loopback' }, 'Civet/1.0.0 (test)');
  return makeEngine(
    'linux',
    {
      version,
      name: 'Civet',
      isPackaged: true,
      appUpdateConfigPath: join(folder, 'app-update.yml'),
      userDataPath: join(folder, 'package'),
      baseCachePath: join(folder, 'package'),
      whenReady: async () => undefined,
      relaunch: () => undefined,
      quit: () => undefined,
      onQuit: (handler) => void quitHandlers.push(handler),
    },
    {
      requests: new FeedRequests(new GotTransport(client)),
      folder: join(folder, 'package'),
      admit,
      log: { info: () => undefined, warn: () => undefined },
    },
  );
}

describe('UpdaterEngine', () => {
  it.each([
    ['newer', '1.1.0', '1.0.0', true],
    ['the same', '1.0.0', '1.0.0', false],
    ['older', '0.9.0', '1.0.0', false],
    ['a first release after its beta', '1.1.0', '1.1.0-beta.2', true],
  ])('%s: %s beside %s → offered: %s', async (_name, offered, own, isOffered) => {
    feed.publish({ version: offered, bytes: PACKAGE });
    for (const channel of ['stable', 'beta'] as const) {
      const found = await engine(own).look(channel);
      expect(found).toMatchObject({ ok: true, value: isOffered ? { version: offered } : null });
    }
  });

  it('reads the list of the channel', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    await engine().look('stable');
    await engine().look('beta');
    expect(feed.requests.map(({ path }) => path)).toEqual(['/feed/latest-linux.yml', '/feed/beta-linux.yml']);
  });

  it('tells the feed nothing by which one copy of Civet could be told from another', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    const renewing = engine();
    await renewing.look('stable');
    await renewing.fetch(WATCH, never);
    expect(feed.requests).toHaveLength(2);
    for (const { headers } of feed.requests)
      expect(Object.keys(headers).toSorted()).toEqual(['accept', 'connection', 'host', 'user-agent']);
  });

  it('fetches, proves, and puts the new program in the place of the old one when Civet quits', async () => {
    const script = Buffer.from('#!/bin/sh\nexit 0\n');
    feed.publish({ version: '1.1.0', bytes: script });
    const renewing = engine();
    await renewing.look('stable');
    expect(await renewing.fetch(WATCH, never)).toEqual({ ok: true, value: null });
    expect(await readFile(String(process.env.APPIMAGE), 'utf8')).toBe('old');
    for (const quit of quitHandlers) quit(0);
    expect(await readFile(String(process.env.APPIMAGE))).toEqual(script);
  });

  it('installs nothing when that was switched off after it had come, or when Civet ends with a failure', async () => {
    feed.publish({ version: '1.1.0', bytes: Buffer.from('#!/bin/sh\nexit 0\n') });
    const renewing = engine();
    await renewing.look('stable');
    await renewing.fetch(WATCH, never);
    for (const quit of quitHandlers) quit(1);
    renewing.setInstallsOnQuit(false);
    for (const quit of quitHandlers) quit(0);
    expect(await readFile(String(process.env.APPIMAGE), 'utf8')).toBe('old');
  });

  it('throws away what has another checksum, and fetches it anew the next time', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE, sha512: Buffer.alloc(64).toString('base64') });
    const renewing = engine();
    await renewing.look('stable');
    expect(await renewing.fetch(WATCH, never)).toMatchObject({ error: { code: 'appUpdate.damaged' } });
    expect(await readdir(join(folder, 'package', 'parts'))).toEqual([]);
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    await renewing.look('stable');
    expect(await renewing.fetch(WATCH, never)).toMatchObject({ ok: true });
  });

  it('goes on where the line broke, also after a restart', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    feed.breakAfterBytes = 200_000;
    const first = engine();
    await first.look('stable');
    expect(await first.fetch(WATCH, never)).toMatchObject({ error: { code: 'network.reset' } });
    const second = engine();
    await second.look('stable');
    expect(await second.fetch(WATCH, never)).toMatchObject({ ok: true });
    expect(feed.packageRequests().map(({ headers }) => headers.range)).toEqual([
      undefined,
      expect.stringMatching(/^bytes=[1-9]\d*-$/),
    ]);
  });

  it('begins anew where a feed ignores from where it was asked, or what was kept is damaged', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    for (const spoil of ['range', 'part'] as const) {
      await rm(join(folder, 'package'), { recursive: true, force: true });
      feed.breakAfterBytes = 200_000;
      feed.ignoresRange = false;
      const renewing = engine();
      await renewing.look('stable');
      await renewing.fetch(WATCH, never);
      const parts = join(folder, 'package', 'parts');
      const [part = ''] = await readdir(parts);
      if (spoil === 'part') await writeFile(join(parts, part), randomBytes(100_000));
      else feed.ignoresRange = true;
      expect(await renewing.fetch(WATCH, never)).toMatchObject({ ok: true });
    }
  });

  it('does not fetch again what was proven before a restart', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    for (let start = 0; start < 2; start += 1) {
      const renewing = engine();
      await renewing.look('stable');
      expect(await renewing.fetch(WATCH, never)).toMatchObject({ ok: true });
    }
    expect(feed.packageRequests()).toHaveLength(1);
  });

  it('reads no faster than the limit lets it', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    const limiter = new BandwidthLimiter(systemClock, 400_000);
    const renewing = engine('1.0.0', async (bytes, signal) => await limiter.admit('it', 1, bytes, signal));
    await renewing.look('stable');
    const startMs = performance.now();
    expect(await renewing.fetch(WATCH, never)).toMatchObject({ ok: true });
    // A quarter of a second comes at once; the rest has to be waited for, however quick the machine.
    expect(performance.now() - startMs).toBeGreaterThan(1_000);
  });

  it('ends at once when it is called off, and keeps what has come', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    const calledOff = new AbortController();
    const renewing = engine();
    await renewing.look('stable');
    const observer = { onReceived: () => calledOff.abort() };
    expect(await renewing.fetch(observer, calledOff.signal)).toMatchObject({
      error: { code: 'input.cancelled' },
    });
    expect(await readdir(join(folder, 'package', 'parts'))).toHaveLength(1);
  });

  it.each([
    ['a feed that is not there', 404, null, 'appUpdate.feedMissing'],
    ['a feed that is busy', 503, null, 'appUpdate.feedBusy'],
    ['an empty list', 200, '', 'appUpdate.feedUnreadable'],
    ['a web page', 200, '<!doctype html><p>Sign in', 'appUpdate.feedUnreadable'],
    ['no version', 200, 'files: 5', 'appUpdate.feedUnreadable'],
    ['a version that is none', 200, 'version: ../../1\nfiles: []', 'appUpdate.feedUnreadable'],
    ['a list without an end', 200, 'x'.repeat(3 * 2 ** 20), 'appUpdate.feedUnreadable'],
  ])('%s → %#', async (_name, status, text, code) => {
    feed.listStatus = status;
    feed.listText = text;
    expect(await engine().look('stable')).toMatchObject({ ok: false, error: { code } });
  });

  it('says that nobody answers where nobody does', async () => {
    const renewing = engine();
    await feed.close();
    expect(await renewing.look('stable')).toMatchObject({ error: { code: 'network.refused' } });
    feed = await ReleaseFeed.start();
  });

  it('follows nobody out of this machine, nor to a file', async () => {
    feed.publish({ version: '1.1.0', bytes: PACKAGE });
    for (const movedTo of ['http://example.com/x.AppImage', 'file:///etc/passwd', 'https://example.com/x']) {
      feed.movedTo = movedTo;
      const renewing = engine();
      await renewing.look('stable');
      expect(await renewing.fetch(WATCH, never)).toMatchObject({
        error: { code: 'network.redirectRefused' },
      });
    }
  });
});
