import { describe, expect, it } from 'vitest';
import { plainMessage, readScanMessage } from '../../../../../renderer/features/model/read-scan-message';

const MESSAGE =
  '**Detected Pickle imports (2)**\n*Dangerous imports detected*\n```\nos.system\nposix.open\n```';

describe('readScanMessage', () => {
  it('tells the sentence from the list in the code block', () => {
    expect(readScanMessage(MESSAGE)).toEqual({
      text: 'Detected Pickle imports (2) Dangerous imports detected',
      imports: ['os.system', 'posix.open'],
    });
  });

  it('reads quoted names in one line, each of them once, and a block that never ends', () => {
    expect(readScanMessage('```\n"torch.FloatStorage", \'os.system\', "os.system"').imports).toEqual([
      'torch.FloatStorage',
      'os.system',
    ]);
  });

  it('finds nothing to list in a plain sentence', () => {
    expect(readScanMessage('No Pickle imports')).toEqual({ text: 'No Pickle imports', imports: [] });
  });
});

describe('plainMessage', () => {
  it('takes the Markdown off and keeps the words', () => {
    expect(plainMessage('**Detected Pickle imports (3)**\n```\n`os.system`')).toBe(
      'Detected Pickle imports (3) os.system',
    );
  });
});
