// @ts-check
import { beforeAll, describe, expect, it } from 'vitest';
import { findViolations } from '../../../tools/lib/boundary-rules.mjs';
import { loadParser } from '../../../tools/lib/syntax.mjs';

/** @type {import('../../../tools/lib/syntax.mjs').Parse} */
let parse;
beforeAll(async () => {
  parse = await loadParser();
});

/** @param {string} path @param {string} text */
function messages(path, text) {
  return findViolations([{ path, text }], parse).map(({ line, message }) => `${line} ${message}`);
}

/** @type {readonly [path: string, text: string][]} */
const GOOD = [
  ['shared/a.ts', "import { z } from 'zod'; import type { B } from './b'; export * from '../shared/c';"],
  [
    'electron/core/a/b.ts',
    "import { ok } from '../../../shared/result'; import { c } from '../c'; import { z } from 'zod';",
  ],
  ['electron/services/a.ts', "import { b } from '../core/b'; import { c } from './c/d';"],
  [
    'electron/adapters/a.ts',
    "import { readFile } from 'node:fs/promises'; import got from 'got'; import type { P } from '../core/ports';",
  ],
  [
    'electron/cli/commands/a.ts',
    "import { stat } from 'node:fs/promises'; import Database from 'libsql'; import { b } from '../../services/b'; import { c } from '../../transfers'; import { ok } from '../../../shared/result';",
  ],
  [
    'electron/shell/a.ts',
    "import { app } from 'electron'; import Store from 'electron-store'; import { b } from '../services/b';",
  ],
  [
    'electron/shell/open-external.ts',
    "import { shell } from 'electron'; await shell.openExternal('https://example.org');",
  ],
  [
    'electron/ipc/serve.ts',
    "import { type IpcMainInvokeEvent, ipcMain } from 'electron'; ipcMain.handle(CALL_CHANNEL, answer);",
  ],
  [
    'electron/ipc/handlers/a.ts',
    "import type { IpcMainInvokeEvent } from 'electron'; import { contract } from '../../../shared/ipc/contract';",
  ],
  [
    'electron/ipc/publish.ts',
    "import { EVENT_CHANNEL } from '../../shared/ipc/channel'; contents.send(EVENT_CHANNEL);",
  ],
  [
    'electron/preload.ts',
    "import { contextBridge, ipcRenderer } from 'electron'; import { API_GLOBAL } from '../shared/ipc/channel'; import type { Api } from '../shared/ipc/contract';",
  ],
  [
    'electron/main.ts',
    "import { app } from 'electron'; import { Journal } from './adapters/journal'; import { join } from 'node:path';",
  ],
  [
    'renderer/ipc/api.ts',
    "import type { Api } from '../../shared/ipc/contract'; export const api: Api = window.civet;",
  ],
  [
    'renderer/features/a.tsx',
    "import { useState } from 'react'; import './a.css'; import { api } from '../ipc/api'; import type { Call } from '../../shared/ipc/contract';",
  ],
  [
    'renderer/ui/button.tsx',
    "import { Button } from 'react-aria-components'; import { x } from './class-names'; import words from '../locales/words';",
  ],
  [
    'renderer/a.tsx',
    "export const a = <p>Don't `import 'electron'` // from '../electron/main'</p>; /* window.civet */ const s = \"window.civet require('got')\";",
  ],
];

/** @type {readonly [why: string, path: string, text: string, message: RegExp][]} */
const BAD = [
  [
    'shared imports electron/',
    'shared/a.ts',
    "import { b } from '../electron/core/b';",
    /imports electron\/core\/b; shared\/ may/,
  ],
  ['shared imports node', 'shared/a.ts', "import 'node:fs';", /imports node:fs/],
  ['shared imports a package', 'shared/a.ts', "import got from 'got';", /imports got/],
  [
    'shared refers to node types',
    'shared/a.ts',
    '/// <reference types="node" />\nexport {};',
    /imports node;/,
  ],
  [
    'core imports a service',
    'electron/core/a.ts',
    "import { b } from '../services/b';",
    /imports electron\/services\/b; electron\/core\/ may/,
  ],
  [
    'core imports a type of electron',
    'electron/core/a.ts',
    "import type { App } from 'electron';",
    /imports electron;/,
  ],
  [
    'core names a type inline',
    'electron/core/a.ts',
    "export type A = import('electron').App;",
    /imports electron;/,
  ],
  [
    'core imports dynamically',
    'electron/core/a.ts',
    "const fs = await import('node:fs');",
    /imports node:fs/,
  ],
  ['core requires', 'electron/core/a.ts', "const fs = require('fs');", /imports fs;/],
  [
    'core re-exports',
    'electron/core/a.ts',
    "export { b } from '../adapters/b';",
    /imports electron\/adapters\/b/,
  ],
  [
    'core re-exports everything',
    'electron/core/a.ts',
    "export * from '../shell/b';",
    /imports electron\/shell\/b/,
  ],
  [
    'core imports with `import =`',
    'electron/core/a.ts',
    "import fs = require('node:fs');",
    /imports node:fs/,
  ],
  ['core imports what is computed', 'electron/core/a.ts', 'const b = await import(name);', /computed/],
  [
    'services import an adapter',
    'electron/services/a.ts',
    "import { b } from '../adapters/b';",
    /electron\/services\/ may/,
  ],
  ['services import a package', 'electron/services/a.ts', "import got from 'got';", /imports got/],
  [
    'adapters import electron',
    'electron/adapters/a.ts',
    "import { app } from 'electron';",
    /electron\/adapters\/ may/,
  ],
  [
    'adapters import a service',
    'electron/adapters/a.ts',
    "import { b } from '../services/b';",
    /imports electron\/services\/b/,
  ],
  [
    'shell imports an adapter',
    'electron/shell/a.ts',
    "import { b } from '../adapters/b';",
    /electron\/shell\/ and electron\/ipc\/ may/,
  ],
  [
    'civet imports Electron',
    'electron/cli/a.ts',
    "import { app } from 'electron';",
    /imports electron; electron\/cli\/ may/,
  ],
  [
    'civet imports what needs Electron',
    'electron/cli/a.ts',
    "import { openLog } from '../shell/log';",
    /imports electron\/shell\/log/,
  ],
  [
    'civet imports the page',
    'electron/cli/a.ts',
    "import { b } from '../../renderer/b';",
    /imports renderer\/b/,
  ],
  [
    'ipc imports the composition root',
    'electron/ipc/a.ts',
    "import { b } from '../main';",
    /imports electron\/main;/,
  ],
  [
    'preload imports a value of the contract',
    'electron/preload.ts',
    "import { contract } from '../shared/ipc/contract';",
    /electron\/preload.ts may/,
  ],
  ['preload imports a package', 'electron/preload.ts', "import { z } from 'zod';", /imports zod/],
  ['main imports the page', 'electron/main.ts', "import { b } from '../renderer/b';", /imports renderer\/b/],
  [
    'main imports a test',
    'electron/main.ts',
    "import { b } from '../test/support/b';",
    /imports test\/support\/b/,
  ],
  [
    'the page imports a tool',
    'renderer/a.ts',
    "import { b } from '../tools/lib/say.mjs';",
    /imports tools\/lib\/say/,
  ],
  [
    'the page imports the core',
    'renderer/a.ts',
    "import { b } from '../electron/core/b';",
    /imports electron\/core\/b; renderer\/ may/,
  ],
  ['the page imports node', 'renderer/a.ts', "import { join } from 'node:path';", /imports node:path/],
  [
    'the page imports node without its prefix',
    'renderer/a.ts',
    "import { join } from 'path';",
    /imports path/,
  ],
  [
    'the page imports electron',
    'renderer/a.ts',
    "import { webFrame } from 'electron/renderer';",
    /imports electron\/renderer/,
  ],
  ['the page imports the database', 'renderer/a.ts', "import db from 'libsql';", /imports libsql/],
  ['the page imports got', 'renderer/a.ts', "import got from 'got';", /imports got/],
  [
    'the page imports a value of the contract',
    'renderer/a.ts',
    "import { contract } from '../shared/ipc/contract';",
    /`import type` only/,
  ],
  [
    'the page imports the contract with types inside the braces',
    'renderer/a.ts',
    "import { type Api } from '../shared/ipc/contract.ts';",
    /`import type` only/,
  ],
  [
    'the page globs files of main',
    'renderer/a.ts',
    "import.meta.glob('../electron/**/*.ts');",
    /imports electron\//,
  ],
  [
    'a primitive knows a store',
    'renderer/ui/a.tsx',
    "import { b } from '../stores/b';",
    /renderer\/ui\/ may/,
  ],
  [
    'a primitive knows the api',
    'renderer/ui/a.tsx',
    "import { api } from '../ipc/api';",
    /renderer\/ui\/ may/,
  ],
  [
    'a second file imports ipcMain',
    'electron/ipc/handlers/a.ts',
    "import { ipcMain } from 'electron';",
    /imports ipcMain, which only/,
  ],
  [
    'a file outside preload imports ipcRenderer',
    'electron/shell/a.ts',
    "import { ipcRenderer } from 'electron';",
    /imports ipcRenderer/,
  ],
  [
    'a file imports all of electron',
    'electron/shell/a.ts',
    "import * as electron from 'electron';",
    /imports all of electron/,
  ],
  [
    'a second file imports the call channel',
    'electron/shell/a.ts',
    "import { CALL_CHANNEL } from '../../shared/ipc/channel';",
    /imports CALL_CHANNEL/,
  ],
  [
    'a second file imports the event channel',
    'electron/main.ts',
    "import { EVENT_CHANNEL } from '../shared/ipc/channel';",
    /imports EVENT_CHANNEL/,
  ],
  [
    'a second file opens links',
    'electron/shell/a.ts',
    "import { shell } from 'electron';\nawait shell.openExternal(url);",
    /^2 uses shell.openExternal/,
  ],
  [
    'a second file opens links in another spelling',
    'electron/main.ts',
    "shell?.['openExternal'](url);",
    /uses shell.openExternal/,
  ],
  [
    'a second file sends to the page',
    'electron/shell/a.ts',
    "window.webContents.send('x');",
    /uses webContents.send/,
  ],
  [
    'a second file mentions window.civet',
    'renderer/features/a.ts',
    'const api = window.civet;',
    /uses window.civet/,
  ],
  ['a file that cannot be parsed', 'shared/a.ts', 'import { from', /cannot be parsed/],
];

describe('findViolations', () => {
  it.each(GOOD)('accepts %s: %s', (path, text) => {
    expect(messages(path, text)).toEqual([]);
  });

  it.each(BAD)('refuses when %s', (_why, path, text, message) => {
    expect(messages(path, text)).toEqual([expect.stringMatching(message)]);
  });

  it('tells our electron/main from the part of Electron with that name', () => {
    expect(messages('electron/shell/a.ts', "import { app } from 'electron/main';")).toEqual([]);
    expect(messages('electron/shell/a.ts', "import { app } from '../main';")).toHaveLength(1);
  });
});
