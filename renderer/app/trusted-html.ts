declare global {
  interface Window {
    /** Not in the types of the browser yet, as far as it is used here. */
    readonly trustedTypes?: {
      createPolicy(
        name: string,
        /** Null refuses. */
        rules: { readonly createHTML: (text: string) => string | null },
      ): unknown;
    };
  }
}

/**
 * The policy of the page lets no text become HTML. The component library empties the element that speaks
 * to screen readers by writing "" into it as HTML; that alone is let through, anything else stays refused.
 *
 * To be called before the first component is shown.
 */
export function allowEmptyHtml(): void {
  window.trustedTypes?.createPolicy('default', { createHTML: (text) => (text === '' ? '' : null) });
}
