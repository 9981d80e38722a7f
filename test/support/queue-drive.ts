import type { Locator, Page } from 'playwright/test';
import type { Civitai } from './civitai/index.mjs';
import { downloadRow } from './drive';
import { expect } from './patient-expect';

type Named = Civitai['named'][keyof Civitai['named']];

/** Adds the preselected files one after the other, as their pages would, and waits until the queue shows each. */
export async function addDownloads(page: Page, models: readonly Named[]): Promise<void> {
  for (const { modelId, versionId, fileId, modelName } of models) {
    await page.evaluate(
      async (chosen) => {
        const { civet } = window as unknown as {
          civet: { invoke(name: string, payload: unknown): Promise<{ ok: boolean }> };
        };
        const answer = await civet.invoke('downloads.add', { ...chosen, isRiskAccepted: false });
        if (!answer.ok) throw new Error(JSON.stringify(answer));
      },
      { modelId, versionId, fileId },
    );
    await expect(downloadRow(page, modelName)).toBeVisible();
  }
}

/** Adds what may be downloaded at once of these, all together. @returns those that were added */
export async function addEverything(page: Page, models: readonly Named[]): Promise<readonly Named[]> {
  const added = await page.evaluate(
    async (all) => {
      const { civet } = window as unknown as {
        civet: { invoke(name: string, payload: unknown): Promise<{ ok: boolean }> };
      };
      const answers = [];
      for (const { modelId, versionId, fileId } of all)
        answers.push(
          await civet.invoke('downloads.add', { modelId, versionId, fileId, isRiskAccepted: true }),
        );
      return answers.map(({ ok }) => ok);
    },
    models.map(({ modelId, versionId, fileId }) => ({ modelId, versionId, fileId })),
  );
  return models.filter((_, at) => added[at]);
}

/** The rows as they stand in the window, by the name of the model. */
export function shownNames(page: Page, models: readonly Named[]): () => Promise<readonly string[]> {
  return async () => {
    const rows = page.getByRole('grid', { name: 'Downloads' }).locator('[data-row-id]');
    const labels = await rows.evaluateAll((found) =>
      found
        .map((row) => ({ label: row.ariaLabel ?? '', top: row.getBoundingClientRect().top }))
        .sort((a, b) => a.top - b.top)
        .map(({ label }) => label),
    );
    return labels.flatMap(
      (label) => models.find(({ modelName }) => label.startsWith(modelName))?.modelName ?? [],
    );
  };
}

/** Bytes in a second that the row says it receives; null while it says none. */
export async function shownRate(row: Locator): Promise<number | null> {
  const text = (await row.textContent()) ?? '';
  const [, value, unit] = /([\d.]+) (MB|kB)\/s/.exec(text) ?? [];
  return value === undefined ? null : Number(value) * (unit === 'MB' ? 1e6 : 1e3);
}
