import { describe, expect, it } from 'vitest';
import { fillScreens } from '../../tools/screenshots/scene.mjs';
import { closeOverlays, SCREENS } from '../../tools/screenshots/screens.mjs';
import { e2e } from '../support/e2e';

const t = e2e(60);

describe('every screen there is', () => {
  it('shows itself without a complaint, and without a request to anybody but Civet', async () => {
    const { app, page, complaints } = t.civet;
    // What the page asks of any host, also what is refused at once.
    await app.evaluate(({ session }) => {
      const { webRequest } = session.defaultSession;
      const asked: string[] = [];
      const note = ({ url }: { url: string }) => {
        if (/^(?:https?|wss?|ftp|file):/.test(url)) asked.push(url);
      };
      webRequest.onErrorOccurred(note);
      webRequest.onSendHeaders(note);
      Object.assign(globalThis, { askedByThePage: asked });
    });
    const asked = () =>
      app.evaluate(() => (globalThis as unknown as { askedByThePage: string[] }).askedByThePage);
    const scene = { app, page, civitai: t.civitai };
    await fillScreens(scene, t.profile.comfy);
    const seen: string[] = [];
    for (const { name, show } of SCREENS) {
      await show(scene);
      seen.push(name);
      expect({ name, complaints }).toEqual({ name, complaints: [] });
      await closeOverlays(page);
    }
    expect(seen.length).toBeGreaterThan(20);
    expect(await asked()).toEqual([]);

    // Both ways of noticing work: the policy complains of the one, and the session hears of the other.
    await page.evaluate((url) => fetch(url).catch(() => undefined), `${t.civitai.origin}/x`);
    await expect.poll(() => complaints.join()).toContain('Content Security Policy');
    await app.evaluate(
      ({ session }, url) => session.defaultSession.fetch(url).catch(() => undefined),
      `${t.civitai.origin}/y`,
    );
    await expect.poll(asked).toEqual([`${t.civitai.origin}/y`]);
  });
});
