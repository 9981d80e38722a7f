import { readFileSync } from 'node:fs';

/** The answers printed in the public documentation of the service, word for word. */
export function documented(name: 'creators' | 'images' | 'models' | 'model' | 'version' | 'tags'): unknown {
  return JSON.parse(readFileSync(new URL(`../fixtures/documented/${name}.json`, import.meta.url), 'utf8'));
}
