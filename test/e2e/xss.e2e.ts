import { join, resolve } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, it } from 'vitest';
import type { Civitai } from '../support/civitai/index.mjs';
import { chooseMaturity, scrollThrough, searchFor } from '../support/discover';
import { chooseComfy, download, goTo } from '../support/drive';
import { e2e } from '../support/e2e';
import { filesBelow } from '../support/files-below';
import { expect } from '../support/patient-expect';
import { xssCorpus } from '../support/xss-corpus';

const t = e2e(70);
const WITNESS = 'canary-way';

interface Witness {
  xss?: unknown;
  violations?: string[];
}

/** Counts what a text that runs, or asks for something, would leave behind. */
async function watch() {
  const { app, page } = t.civet;
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  await page.evaluate(() => {
    const witness = window as unknown as Witness;
    witness.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
      // Told of the document in which a description is taken apart, before anything of it comes into the page.
      const isOfReading = /^(style-src-(attr|elem)|base-uri)$/.test(event.effectiveDirective);
      if (!isOfReading) witness.violations?.push(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  await app.evaluate(({ session }) => {
    const asked: string[] = [];
    (globalThis as { asked?: string[] }).asked = asked;
    const note = ({ url }: { readonly url: string }) => {
      asked.push(url);
    };
    session.defaultSession.webRequest.onErrorOccurred(note);
    session.defaultSession.webRequest.onCompleted(note);
  });
  return async () => ({
    dialogs,
    ...(await page.evaluate(() => {
      const { xss = 'did not run', violations } = window as unknown as Witness;
      return { xss, violations };
    })),
    asked: await app.evaluate(() =>
      ((globalThis as { asked?: string[] }).asked ?? []).filter((url) => !url.startsWith('app://bundle/')),
    ),
    reached: t.civitai.requests.filter(({ path }) => path.includes(WITNESS)).map(({ path }) => path),
    windows: await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
  });
}

/** What says nothing to a browser but how words are set; written down once more, so that a longer list of the rules is seen. */
const HARMLESS =
  'p br hr div blockquote pre ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td b strong i em u s del code kbd sub sup span a';
/** Ends whatever a text has begun, so that the next one stands in the open again. */
const RESET =
  '--></script></style></title></textarea></xmp></noscript></svg></math></template></select></table></form><hr>';
const EACH_PAGE = 6;
let planted: Civitai['catalogue']['models'] = [];

/** Every text into a description, and each into names, tags, words, file names and prompts as well. */
function plant(): void {
  const texts = corpus();
  const at = (index: number) => texts[index % texts.length] ?? '';
  const { models, creatorBySlug, creators, images } = t.civitai.catalogue;
  const pages = Math.ceil(texts.length / EACH_PAGE);
  // The invented ones; those with a name of their own each have something the matter.
  const shown = models
    .slice(-70)
    .filter(({ poi, mode, versions }) => !poi && mode === null && versions.length > 0);
  planted = shown.slice(0, pages).map((model, index) => {
    const these = texts.slice(index * EACH_PAGE, (index + 1) * EACH_PAGE);
    const more = texts.slice(index * 7);
    Object.assign(model, {
      name: `${at(index * 3)} #${model.id}`,
      description: `<p>start of ${model.id}</p>${these.join(RESET)}`,
      tags: more.slice(0, 4),
    });
    for (const version of model.versions) {
      Object.assign(version, {
        name: at(index * 3 + 1),
        description: `${these.join(RESET)}`,
        trainedWords: more.slice(1, 4),
      });
      for (const file of version.files)
        if (!file.container.startsWith('zip'))
          Object.assign(file, { name: `${at(index * 3 + 2)}.${file.container}` });
    }
    return model;
  });
  for (const [index, image] of images.entries())
    Object.assign(image, {
      nsfwBit: 1,
      meta: {
        ...image.meta,
        prompt: `${at(index)} window.xss`,
        negativePrompt: at(index + 1),
        Model: at(index + 2),
        sampler: at(index + 3),
      },
    });
  for (const [index, creator] of creators.entries()) {
    const old = creator.username;
    const username = `${at(index * 5)} ${index}`;
    Object.assign(creator, { username });
    creatorBySlug.set(username.toLowerCase(), creator);
    for (const model of models) if (model.creator === old) Object.assign(model, { creator: username });
  }
}

const NOTHING = { dialogs: [], xss: 'did not run', violations: [], asked: [], reached: [], windows: 1 };
const corpus = () => xssCorpus(`${t.civitai.imagesOrigin}/${WITNESS}`);

beforeAll(plant);

describe('a text that wants to be a program', () => {
  it('is taken apart by the rules for descriptions alone, without any policy of a page', async () => {
    const built = await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        lib: {
          entry: resolve('renderer/features/model/sanitise-description.ts'),
          formats: ['iife'],
          name: 'rules',
        },
      },
    });
    const [first] = Array.isArray(built) ? built : [built];
    const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined;
    const judged = await t.civet.app.evaluate(
      async ({ BrowserWindow }, { code, texts, harmless }) => {
        const bare = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
        await bare.loadURL('data:text/html,<body></body>');
        const script = `${code};(async () => {
          const bad = [];
          for (const text of ${JSON.stringify(texts)}) {
            const first = document.createElement('div');
            const clean = rules.sanitiseDescription(text);
            if (!(clean instanceof DocumentFragment)) { bad.push(text + ' -> ' + clean); continue; }
            first.append(clean);
            // Written and read again, as a copy or an editor would.
            const again = document.createElement('div');
            again.innerHTML = first.innerHTML;
            document.body.append(first, again);
            for (const one of [...first.querySelectorAll('*'), ...again.querySelectorAll('*')]) {
              const names = one.getAttributeNames();
              const isBad = !${JSON.stringify(harmless)}.includes(one.localName) || names.some((name) => name !== 'href')
                || (names.length > 0 && !/^https:\\/\\//i.test(one.getAttribute('href')));
              if (isBad) bad.push(text + ' -> ' + one.outerHTML.slice(0, 200));
            }
            if (first.innerHTML !== again.innerHTML && first.textContent !== again.textContent) bad.push(text + ' is read otherwise again');
            if (window.xss !== undefined) { bad.push(text + ' ran'); delete window.xss; }
            await 0;
          }
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          if (window.xss !== undefined) bad.push('something ran');
          return bad;
        })()`;
        try {
          return (await bare.webContents.executeJavaScript(script)) as string[];
        } finally {
          bare.destroy();
        }
      },
      { code: chunk?.code ?? '', texts: [...corpus()], harmless: HARMLESS.split(' ') },
    );
    expect(judged).toEqual([]);
    expect(t.civitai.requests.filter(({ path }) => path.includes(WITNESS))).toEqual([]);
  });

  it('is shown as text in lists, on the pages of models, among pictures and in the queue', async () => {
    const { page } = t.civet;
    const seen = await watch();
    await chooseComfy(t.civet, t.profile);
    await goTo(page, 'Discover');
    await chooseMaturity(page, 'XXX');
    await scrollThrough(page);
    expect(await seen()).toEqual(NOTHING);

    for (const { id } of planted) {
      await searchFor(page, `https://civitai.com/models/${id}`);
      await expect(page.getByRole('heading', { level: 1 })).toContainText(`#${id}`);
      await expect(page.locator('.description', { hasText: `start of ${id}` })).toBeVisible();
      expect(
        await page
          .locator('.description :is(img, script, svg, iframe, style, form, [style], [class^=x])')
          .count(),
      ).toBe(0);
    }
    expect(await seen()).toEqual(NOTHING);

    const wanted = planted.find(({ type, versions: [version] }) => {
      const [file] = version?.files ?? [];
      const isOpen =
        version?.availability === 'Public' && !version.requireAuth && version.usageControl === 'Download';
      return type === 'LORA' && isOpen && file?.container === 'safetensors' && file.flaw === undefined;
    });
    await searchFor(page, `https://civitai.com/models/${wanted?.id}`);
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`#${wanted?.id}`);
    await download(page);
    await page.getByRole('button', { name: 'All of the model' }).click();
    const pictures = page.getByRole('grid', { name: 'Pictures', exact: true }).getByRole('gridcell');
    await pictures.first().click();
    const viewer = page.getByRole('dialog', { name: 'Picture viewer' });
    await expect(viewer.getByText(/window\.xss/).first()).toBeVisible();
    for (let count = 0; count < 10; count += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await goTo(page, 'Queue');
    await expect(page.getByRole('grid', { name: 'Downloads' })).toContainText('Verified and placed');
    const placed = await filesBelow(join(t.profile.comfy, 'models'));
    expect(placed.filter((path) => /[<>:"|?*]/.test(path))).toEqual([]);
    expect(placed).toHaveLength(1);
    expect(await seen()).toEqual(NOTHING);
  });
});
