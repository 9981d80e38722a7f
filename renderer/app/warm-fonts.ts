/**
 * One piece of text for each script and kind of sign that names of models and creators are written in: Chinese,
 * Japanese, Korean, Cyrillic, Greek, Arabic, Hebrew, Thai, Devanagari, emoji, arrows and stars.
 */
const SAMPLES = ['漢霧', 'のフ', '한글', 'Жя', 'Ωλ', 'مرحبا', 'שלום', 'ไทย', 'हिन्दी', '🦊🌌', '→★♡'];
/** Of plain text and of names. */
const WEIGHTS = [400, 600];

/**
 * Looks for the fonts of other scripts while the page has nothing to do. The first text in a script makes the
 * page wait until the system has found a font and read it, which takes a tenth of a second and is felt when
 * such a name comes into view of a list that is being scrolled.
 */
export function startWarmFonts(): void {
  const context = document.createElement('canvas').getContext('2d');
  if (context === null) return;
  const { fontFamily } = getComputedStyle(document.body);
  const left = [...SAMPLES];
  const warmOne = () => {
    const sample = left.shift();
    if (sample === undefined) return;
    for (const weight of WEIGHTS) {
      context.font = `${weight} 13px ${fontFamily}`;
      context.measureText(sample);
    }
    requestIdleCallback(warmOne);
  };
  requestIdleCallback(warmOne);
}
