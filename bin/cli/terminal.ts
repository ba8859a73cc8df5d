import { styleText } from 'node:util';

/** First-strong isolate: the text inside takes its own direction and leaves the line around it alone (UAX #9). */
const ISOLATE = '\u2068';
const END = '\u2069';
/**
 * Controls, and characters that are unseen or turn the direction of a terminal's line. Joiners are spelling in Arabic and
 * Indic scripts and in emoji, and variation selectors choose the look of an emoji: they stay.
 */
const HIDDEN =
  /(?![\u200C\u200D]|\p{Variation_Selector})[\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cs}\u2028\u2029\uFFF9-\uFFFB]/gu;

export type Style = Parameters<typeof styleText>[0];

export interface Terminal {
  /** Styled where the output is a terminal that shows colours. */
  style(style: Style, text: string): string;
}

/** Colours only on a terminal that has some, and never where `NO_COLOR` is set (no-color.org). */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  const { NO_COLOR = '', TERM } = process.env;
  const hasColours = stream.isTTY === true && NO_COLOR === '' && TERM !== 'dumb';
  return { style: (style, text) => (hasColours ? styleText(style, text) : text) };
}

/** A whole text of styled pieces, isolated as one so that its pieces keep their order. */
export function quotedPieces(
  pieces: readonly { readonly text: string; readonly style: Style | null }[],
  terminal: Terminal,
): string {
  const shown = pieces.map(({ text, style }) =>
    style === null ? visible(text) : terminal.style(style, visible(text)),
  );
  return `${ISOLATE}${shown.join('')}${END}`;
}

/** One or more lines to standard output; nothing in them steers the terminal. */
export function say(text: string): void {
  console.log(shown(text));
}

/** Lines that were made of `quoted` and `visible` pieces or styled: their isolates and colours stay. */
export function sayComposed(text: string): void {
  console.log(text);
}

/** One or more lines to standard error, each after the program's name; nothing in them steers the terminal. */
export function warn(text: string): void {
  for (const line of shown(text).split('\n')) process.stderr.write(`vigie: ${line}\n`);
}

/**
 * A value as one line of JSON, or indented by so many spaces, that steers no terminal. Lists are refused: of them each record may be
 * asked for on a line of its own, which `sayList` sees to.
 */
export function sayJson<Value>(value: Value extends readonly unknown[] ? never : Value, spaces = 0): void {
  console.log(shownJson(value, spaces));
}

/** A list for machines: one value; or, where that was asked for, each of its records on a line of its own. */
export function sayList(
  list: readonly unknown[],
  { format }: { readonly format?: string | undefined },
): void {
  if (format !== 'ndjson') console.log(shownJson(list, 0));
  else for (const record of list) console.log(shownJson(record, 0));
}

/** Words of a post, made safe for one line of a terminal: hidden characters as codes, in a direction of their own. */
export function quoted(text: string): string {
  return `${ISOLATE}${visible(text)}${END}`;
}

/** Lines that may hold anything, such as what a file, a bundle or somebody else's log says: nothing of them steers the terminal. */
export function shown(text: string): string {
  return text.split('\n').map(visible).join('\n');
}

/**
 * JSON that says the same and steers no terminal: what is hidden is written as its escape. Line ends are the indenting's:
 * those of a text are escapes already.
 */
function shownJson(value: unknown, spaces: number): string {
  const lines = JSON.stringify(value, null, spaces).split('\n');
  return lines.map((line) => line.replace(HIDDEN, escaped)).join('\n');
}

function escaped(character: string): string {
  return [...Array(character.length).keys()]
    .map((at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}

/** The same in the line's own direction: for names and messages that are ours but for a part of them. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (character) => {
    if (character === '\n') return '⏎ ';
    return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
  });
}
