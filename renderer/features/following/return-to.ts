/** The version that was opened last; its row is where one comes back to. */
let lastOpenedId: number | null = null;

export function rememberOpened(versionId: number): void {
  lastOpenedId = versionId;
}

/** For each row that appears: brings the one that was opened last into view, and into focus when nothing else has it. */
export function returnTo(versionId: number, row: HTMLElement | null): void {
  if (row === null || versionId !== lastOpenedId) return;
  lastOpenedId = null;
  row.scrollIntoView({ block: 'center' });
  const active = document.activeElement;
  // Without anything in focus, the frame's own part of the window has it.
  if (active === null || active === document.body || active.matches('main'))
    row.focus({ preventScroll: true });
}
