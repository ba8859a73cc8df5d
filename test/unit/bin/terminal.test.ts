import { afterEach, describe, expect, it, vi } from 'vitest';
import { quoted, say, sayComposed, sayJson, warn } from '../../../bin/cli/terminal.ts';

/** Clears the screen, turns the line, hides a letter; beside joiners that are spelling. */
const HOSTILE = '\u001b[2Jبی\u200cخطر \u202eoffer\u2069\u00ad';

const STEERS = ['\u001b', '\u202e', '\u2069', '\u00ad'];

afterEach(() => vi.restoreAllMocks());

function heard() {
  const out: string[] = [];
  const error: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((text) => void out.push(`${text}\n`));
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => error.push(String(text)) > 0);
  return { out: () => out.join(''), error: () => error.join('') };
}

describe('what a command says', () => {
  it('shows what would steer the terminal, line by line', () => {
    const { out } = heard();
    say(`one ${HOSTILE}\ntwo`);
    expect(out()).toBe('one [U+001B][2Jبی\u200cخطر [U+202E]offer[U+2069][U+00AD]\ntwo\n');
  });

  it('says the same value in JSON, with escapes', () => {
    const { out } = heard();
    sayJson({ [HOSTILE]: [HOSTILE] }, 2);
    expect(STEERS.filter((one) => out().includes(one))).toEqual([]);
    expect(JSON.parse(out())).toEqual({ [HOSTILE]: [HOSTILE] });
    expect(out().split('\n').length).toBeGreaterThan(3);
  });

  it('leaves the isolates of quoted words, and no more', () => {
    const { out } = heard();
    sayComposed(`a post: ${quoted(`${HOSTILE}\nnext`)}`);
    expect(out()).toBe('a post: \u2068[U+001B][2Jبی\u200cخطر [U+202E]offer[U+2069][U+00AD]⏎ next\u2069\n');
  });

  it('names the program before each line of a fault', () => {
    const { out, error } = heard();
    warn(`first ${HOSTILE}\nsecond`);
    expect(error()).toBe(
      'vigie: first [U+001B][2Jبی\u200cخطر [U+202E]offer[U+2069][U+00AD]\nvigie: second\n',
    );
    expect(out()).toBe('');
  });
});
