const fields = 'input:not([type="radio"], [type="checkbox"]), textarea, [contenteditable="true"]';

/** Whether a plain letter belongs to the element that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches(fields);
}
