import { describe, expect, it } from 'vitest';
import { ClipboardWatch } from '../../../../electron/services/entry/clipboard-watch';
import type { Arrival } from '../../../../shared/civitai/arrival';
import { SteeredClock } from '../../../support/steered-clock';

const LINK = 'https://civitai.com/models/1244';
const model: Arrival = { kind: 'model', modelId: 1244, versionId: null };

function rig(isWanted = true) {
  const clock = new SteeredClock();
  const world = { text: 'before', isFocused: false, isWanted, reads: 0 };
  const offers: Arrival[] = [];
  const watch = new ClipboardWatch({
    clock,
    isWanted: () => world.isWanted,
    readText: async () => {
      world.reads += 1;
      return world.text;
    },
    isFocused: () => world.isFocused,
    offer: (arrival) => offers.push(arrival),
  });
  const second = () => clock.advance(1_000);
  return { clock, world, offers, watch, second };
}

describe('ClipboardWatch', () => {
  it('reads nothing while nobody wants it, also after it was turned off', async () => {
    const { world, watch, second, offers } = rig(false);
    watch.noteSettings();
    await second();
    expect(world.reads).toBe(0);
    world.isWanted = true;
    watch.noteSettings();
    await second();
    world.isWanted = false;
    watch.noteSettings();
    const { reads } = world;
    world.text = LINK;
    await second();
    await watch.onFocus();
    expect([world.reads, offers]).toEqual([reads, []]);
  });

  it('offers what is copied from then on, once, and not what was there', async () => {
    const { world, watch, second, offers } = rig();
    world.text = LINK;
    watch.noteSettings();
    await second();
    expect(offers).toEqual([]);
    world.text = 'something else';
    await second();
    world.text = LINK;
    await second();
    await second();
    expect(offers).toEqual([model]);
  });

  it('looks once a second', async () => {
    const { world, watch, second } = rig();
    watch.noteSettings();
    for (let at = 0; at < 5; at += 1) await second();
    expect(world.reads).toBe(6);
  });

  it('does not offer what Civet has copied, or what was copied in its window', async () => {
    const { world, watch, second, offers } = rig();
    watch.noteSettings();
    await second();
    watch.noteOwn(LINK);
    world.text = LINK;
    await second();
    world.isFocused = true;
    await second();
    world.text = `${LINK}?modelVersionId=7`;
    await second();
    expect(offers).toEqual([]);
  });

  it('offers what was copied just before the user came to Civet', async () => {
    const { world, watch, second, offers } = rig();
    watch.noteSettings();
    await second();
    world.text = LINK;
    world.isFocused = true;
    await watch.onFocus();
    expect(offers).toEqual([model]);
  });

  it.each([
    'words',
    `see ${LINK}`,
    `${LINK}?token=secret`,
    'https://example.com/models/1',
    'a'.repeat(30_000),
  ])('passes over %.40s', async (text) => {
    const { world, watch, second, offers } = rig();
    watch.noteSettings();
    await second();
    world.text = text;
    await second();
    expect(offers).toEqual([]);
  });
});
