interface ModelLink {
  readonly modelId: number;
  readonly versionId: number | null;
}

const modelPage = /^(?:https?:\/\/)?(?:www\.)?civitai\.(?:com|red|green)\/models\/(\d{1,10})\b/i;
const versionPart = /[?&]modelVersionId=(\d{1,10})\b/i;

/** Civitai's ids are 32-bit; main refuses anything else. */
const LARGEST_ID = 2_147_483_647;

function toId(digits: string | undefined): number | null {
  const id = Number(digits ?? Number.NaN);
  return id >= 1 && id <= LARGEST_ID ? id : null;
}

/** Reads the address of a model's page, so that it can be pasted into the search box. */
export function parseModelLink(text: string): ModelLink | null {
  const trimmed = text.trim();
  const modelId = toId(modelPage.exec(trimmed)?.[1]);
  if (modelId === null) return null;
  return { modelId, versionId: toId(versionPart.exec(trimmed)?.[1]) };
}
