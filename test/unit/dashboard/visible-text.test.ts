import { describe, expect, it } from 'vitest';
import { hasHidden, visibleRuns } from '../../../dashboard/web/post/visible-text.ts';
import { fc } from '../../support/properties.ts';

function shown(text: string): string {
  return visibleRuns(text)
    .map((run) => (run.kind === 'plain' ? run.text : `[${run.code}${run.count > 1 ? `x${run.count}` : ''}]`))
    .join('');
}

describe('visibleRuns', () => {
  it.each([
    ['safe \u202eemoh\u202c', 'safe [202E]emoh[202C]'],
    ['\u2066a\u2069\u200e\u200f\u061c', '[2066]a[2069][200E][200F][061C]'],
    ['pl\u200bac\u200bes', 'pl[200B]ac[200B]es'],
    ['te\u200cx\u200dt', 'te[200C]x[200D]t'],
    ['\ufeff\u2060\u00ad', '[FEFF][2060][00AD]'],
    ['a\u200b\u200b\u200bb', 'a[200Bx3]b'],
    ['a\u0000\u0007\u001b[31m', 'a[0000][0007][001B][31m'],
    ['x\u{e0041}\u{e007f}', 'x[E0041][E007F]'],
    ['\u3164\u115f', '[3164][115F]'],
  ])('shows hidden characters of %j as codes', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each(['می‌بریم', 'क्‍ष', '👨‍👩‍👧 🏴‍☠️ ❤️', 'two\nlines\tand a tab', 'نأخذ، السعر ٩٠٠', 'ዋጋ'])(
    'leaves the correct writing of %j alone',
    (text) => {
      expect(visibleRuns(text)).toEqual([{ kind: 'plain', text }]);
      expect(hasHidden(text)).toBe(false);
    },
  );

  it('shows a joiner that joins nothing', () => {
    expect(shown('می\u200c ')).toBe('می[200C] ');
  });

  it('looks at what stands around a part of a longer text', () => {
    expect(visibleRuns('\u200cبریم', { before: 'ی' })).toEqual([{ kind: 'plain', text: '\u200cبریم' }]);
    expect(visibleRuns('می\u200c', { after: 'ب' })).toEqual([{ kind: 'plain', text: 'می\u200c' }]);
    expect(visibleRuns('\u200cبریم', { before: ' ' })[0]).toMatchObject({ kind: 'hidden' });
  });

  it('writes codes as plain text beyond the limit, and still lets no control through', () => {
    const runs = visibleRuns('a\u202eb\u202ec\u200b\u200bd', { maxHidden: 1 });
    expect(runs).toEqual([
      { kind: 'plain', text: 'a' },
      { kind: 'hidden', code: '202E', name: 'right-to-left override', count: 1 },
      { kind: 'plain', text: 'b[U+202E]c[U+200B ×2]d' },
    ]);
  });

  it('turns every line end into one newline', () => {
    expect(shown('a\r\nb\rc')).toBe('a\nb\nc');
  });

  it('leaves no direction control and no invisible character in plain runs', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        for (const run of visibleRuns(text)) {
          if (run.kind === 'plain')
            expect(run.text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u200b\u200e\u200f\u2060\ufeff]/);
        }
      }),
    );
  });
});
