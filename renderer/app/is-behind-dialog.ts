/** Behind a dialog nothing may move, or closing it would show another place. A toast is no such dialog. */
export function isBehindDialog(): boolean {
  return (
    document.querySelector('[role="dialog"][data-rac], [role="alertdialog"]:not([aria-modal="false"])') !==
    null
  );
}
