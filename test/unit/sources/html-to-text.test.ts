import { describe, expect, it } from 'vitest';
import { htmlToText } from '../../../workers/sources/parse/html-to-text.ts';

describe('text of HTML', () => {
  it.each([
    ['one<br>two<br/>three', 'one\ntwo\nthree'],
    ['<p>one</p><p>two<br>three</p>', 'one\n\ntwo\nthree'],
    ['<div>one</div><div><div>two</div></div>three', 'one\ntwo\nthree'],
    ['<ul><li>one</li><li>two</li></ul>', 'one\ntwo'],
    ['a  \n  b\t c', 'a b c'],
    ['<pre>a\n  b</pre>', 'a\nb'],
    ['a<b>b</b> <i>c</i>', 'ab c'],
    ['x &lt; y &amp;&nbsp;z', 'x < y &\u00a0z'],
    ['<script>evil()</script><style>p{}</style>seen<!-- not -->', 'seen'],
    ['<img alt="🚤"> go <img alt="a long description of a picture">', '🚤 go'],
    ['<table><tr><td>from</td><td>to</td></tr><tr><td>a</td></tr></table>', 'from to\na'],
    ['<span>https://</span><span>wa.me/00000000</span>', 'https://wa.me/00000000'],
    ['\u202eabc\u202c \u200dد', '\u202eabc\u202c \u200dد'],
    ['', ''],
  ])('of %j is %j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('does not overflow on 50,000 nested tags', () => {
    expect(htmlToText(`${'<i>'.repeat(50_000)}deep`)).toBe('deep');
  });
});
