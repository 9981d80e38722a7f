import { describe, expect, it } from 'vitest';
import { plainText } from '../../../../electron/core/sidecars/plain-text';

describe('plainText', () => {
  it.each([
    ['<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['one<br/>two', 'one\ntwo'],
    ['<ul><li>a</li><li>b</li></ul>', 'a\n\nb'],
    [
      'a &lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; &#x41;&nbsp;e &unknown;',
      'a <b> & "c" \'d\' A e &unknown;',
    ],
    ['<STYLE>p{}</STYLE>x<script>alert("<p>")</script>y', 'xy'],
    ['3 < 4 and 5 > 2', '3 < 4 and 5 > 2'],
    ['<img src=x onerror=alert(1)>x', 'x'],
    ['x<script>never closed', 'x'],
    ['gpj.\u202etxe', 'gpj. txe'],
    ['&#0;&#1114112;&#8238;x', 'x'],
    ['', ''],
  ])('%j → %j', (html, text) => {
    expect(plainText(html).replace(/^\s+|\s+$/g, '')).toBe(text);
  });

  it('takes no time for what is made to take some', () => {
    const begun = performance.now();
    for (const unit of ['<', '<script', '<a ', '&', '<p><', '</']) plainText(unit.repeat(100_000));
    expect(performance.now() - begun).toBeLessThan(5_000);
  });
});
