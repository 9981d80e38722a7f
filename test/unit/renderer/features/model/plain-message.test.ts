import { describe, expect, it } from 'vitest';
import { plainMessage } from '../../../../../renderer/features/model/plain-message';

describe('plainMessage', () => {
  it('takes the Markdown off and keeps the words', () => {
    expect(plainMessage('**Detected Pickle imports (3)**\n```\n`os.system`')).toBe(
      'Detected Pickle imports (3) os.system',
    );
  });
});
