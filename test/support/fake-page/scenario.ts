/** What the fake page shows; chosen by `?scenario=`. */
export const SCENARIOS = [
  'busy',
  'empty',
  'errors',
  'signedOut',
  'noFolders',
  'offline',
  'done',
  'held',
  'short',
  'quiet',
  'huge',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

export function readScenario(search: string): Scenario {
  const asked = new URLSearchParams(search).get('scenario');
  return SCENARIOS.find((scenario) => scenario === asked) ?? 'busy';
}

export function readTheme(search: string): 'system' | 'dark' | 'light' {
  const asked = new URLSearchParams(search).get('theme');
  return asked === 'dark' || asked === 'light' ? asked : 'system';
}
