/** What programs that read a preview can show; the service also has others (API note 7). */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
  'image/gif': 'gif',
};
const SHOWN = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif', 'jxl', 'mp4', 'webm'];

/** How the pictures that some program shows for a model end, behind its stem. */
export const PREVIEW_ENDINGS: readonly string[] = SHOWN.flatMap((extension) => [
  `.preview.${extension}`,
  `.${extension}`,
  `.thumb.${extension}`,
]);

/**
 * A name that every program finds: A1111, SD.Next, SwarmUI, Stability Matrix and LoRA Manager.
 *
 * @param type as its first bytes tell
 * @returns null for a picture that most of them cannot show
 */
export function previewName(stem: string, type: string): string | null {
  const extension = EXTENSIONS[type];
  return extension === undefined ? null : `${stem}.preview.${extension}`;
}

/** A picture that some program would show for the model: the user's, or one of before. Null when there is none. */
export function existingPreview(stem: string, names: readonly string[]): string | null {
  const wanted = PREVIEW_ENDINGS.map((ending) => `${stem}${ending}`);
  const taken = new Map(names.map((name) => [name.toLowerCase(), name]));
  const found = wanted.find((name) => taken.has(name.toLowerCase()));
  return found === undefined ? null : (taken.get(found.toLowerCase()) ?? null);
}
