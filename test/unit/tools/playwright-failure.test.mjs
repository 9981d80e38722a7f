// @ts-check
import { describe, expect, it } from 'vitest';
import { readableFailure } from '../../../tools/demo/playwright-failure.mjs';
import { ToolError } from '../../../tools/lib/say.mjs';

describe('readableFailure', () => {
  it('keeps the sentence and what Civet wrote itself', () => {
    const message = [
      'electron.launch: Process failed to launch!',
      'Call log:',
      '\u001b[2m  - <launched> pid=7\u001b[22m',
      '\u001b[2m  - [pid=7][err] [7:1122/1:ERROR:bus.cc(407)] Failed to connect to the bus\u001b[22m',
      '\u001b[2m  - [pid=7][err] Debugger attached.\u001b[22m',
      '\u001b[2m  - [pid=7][err] Civet did not start.\u001b[22m',
      '\u001b[2m  - [pid=7][err] The disk is full.\u001b[22m',
    ].join('\n');
    expect(readableFailure(new Error(message))).toMatchObject({
      message:
        'electron.launch: Process failed to launch!\nCivet wrote: Civet did not start.\n  The disk is full.',
    });
  });

  it('says what a Civet that has ended wrote last', () => {
    const error = new Error(
      'electronApplication.firstWindow: Target page, context or browser has been closed',
    );
    expect(readableFailure(error, '[7:1/2:ERROR:bus.cc(407)] no bus\nThe journal is newer.\n')).toMatchObject(
      {
        message: `${error.message}\nCivet wrote: The journal is newer.`,
      },
    );
  });

  it('leaves other errors alone', () => {
    for (const error of [new ToolError('a sentence'), new Error('a bug'), 'text']) {
      expect(readableFailure(error)).toBe(error);
    }
  });
});
