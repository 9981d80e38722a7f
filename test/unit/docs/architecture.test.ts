import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stateDiagram } from '../../../electron/core/download/diagram';

const PAGE = resolve(import.meta.dirname, '../../../docs/architecture.md');
const BLOCK = /(<!-- states: generated from TRANSITIONS -->\n```mermaid\n)([\s\S]*?)(\n```)/;

describe('docs/architecture.md', () => {
  it('draws the states as the transition table has them', () => {
    const page = readFileSync(PAGE, 'utf8');
    if (process.env.UPDATE_DOCS === '1') writeFileSync(PAGE, page.replace(BLOCK, `$1${stateDiagram()}$3`));
    const drawn = BLOCK.exec(readFileSync(PAGE, 'utf8'))?.[2];
    expect(drawn, 'stale: run UPDATE_DOCS=1 npm run check').toBe(stateDiagram());
  });
});
