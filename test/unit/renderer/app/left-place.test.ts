import { afterEach, describe, expect, it, vi } from 'vitest';
import { emptyWish } from '../../../../shared/civitai/search';
import { settingsSchema } from '../../../../shared/settings/schema';
import { FakeApi } from '../../../support/fake-api';
import { downloadId } from '../stores/builders';

const settings = settingsSchema.parse({});

/** A page that is made anew, with nothing open in it but what is said. */
async function freshPage(place: string | null, openDialog: object | null = null) {
  const api = new FakeApi()
    .succeed('presence.takePlace', place)
    .succeed('presence.leavePlace', null)
    .succeed('settings.update', settings);
  vi.stubGlobal('window', { civet: api });
  vi.stubGlobal('HTMLInputElement', class {});
  vi.stubGlobal('HTMLElement', class {});
  vi.stubGlobal('document', { activeElement: null, querySelector: () => openDialog });
  vi.resetModules();
  const { startLeftPlace } = await import('../../../../renderer/app/left-place');
  const { useSettingsStore } = await import('../../../../renderer/stores/settings');
  const view = await import('../../../../renderer/stores/view');
  const { toggleSelected } = await import('../../../../renderer/stores/selection');
  const { useQueueView } = await import('../../../../renderer/features/queue/queue-view');
  const stop = startLeftPlace(api);
  return { api, stop, useSettingsStore, useQueueView, toggleSelected, ...view };
}

afterEach(() => vi.unstubAllGlobals());

describe('startLeftPlace', () => {
  it('comes back to where another page was, with its way back and its search', async () => {
    const before = await freshPage(null);
    before.navigate({ screen: 'model', modelId: 7, versionId: 3 });
    before.navigate({ screen: 'queue' });
    before.changeSearch({ text: 'fjord' });
    before.selectDownload(downloadId(4));
    before.api.emit('app.windowHidden', null);
    const [left] = before.api.callsTo('presence.leavePlace') as { place: string }[];
    const after = await freshPage(left?.place ?? null);
    after.useSettingsStore.setState({ settings });
    await expect.poll(() => after.useViewStore.getState().route).toEqual({ screen: 'queue' });
    expect(after.useViewStore.getState()).toMatchObject({
      canGoBack: true,
      searchText: 'fjord',
      search: { ...emptyWish, text: 'fjord' },
      selectedDownloadId: downloadId(4),
    });
    after.goBack();
    expect(after.useViewStore.getState().route).toEqual({ screen: 'model', modelId: 7, versionId: 3 });
  });

  it('leaves alone who has gone somewhere by then', async () => {
    const before = await freshPage(null);
    before.navigate({ screen: 'library' });
    before.api.emit('app.windowHidden', null);
    const [left] = before.api.callsTo('presence.leavePlace') as { place: string }[];
    const after = await freshPage(left?.place ?? null);
    after.navigate({ screen: 'account' });
    after.useSettingsStore.setState({ settings });
    await expect.poll(() => after.api.callsTo('presence.takePlace')).toHaveLength(1);
    expect(after.useViewStore.getState().route).toEqual({ screen: 'account' });
  });

  it('asks not to be let go of while a dialog is open, or something is ticked', async () => {
    const withDialog = await freshPage(null, {});
    withDialog.api.emit('app.windowHidden', null);
    expect(withDialog.api.callsTo('presence.leavePlace')).toEqual([{ place: null }]);
    const withTicks = await freshPage(null);
    withTicks.toggleSelected({ place: 'discover', key: '' }, 5);
    withTicks.api.emit('app.windowHidden', null);
    expect(withTicks.api.callsTo('presence.leavePlace')).toEqual([{ place: null }]);
  });

  it('shows the download that was pressed on outside, in the whole queue', async () => {
    const page = await freshPage(null);
    page.useQueueView.setState({ tab: 'history' });
    page.api.emit('app.showDownload', downloadId(9));
    expect(page.useViewStore.getState()).toMatchObject({
      route: { screen: 'queue' },
      selectedDownloadId: downloadId(9),
    });
    expect(page.useQueueView.getState()).toMatchObject({ tab: 'all', wantedId: downloadId(9) });
  });
});
