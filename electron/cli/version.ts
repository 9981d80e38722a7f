import { readFileSync } from 'node:fs';

/** As package.json says, which stands two folders above, built or not. */
export function civetVersion(): string {
  const { version }: { version: string } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  return version;
}
