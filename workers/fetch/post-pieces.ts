/** So much of a line finds its place: places shorten long ones, and show links in their own way. */
export const NEEDLE_LENGTH = 80;
/** A shorter line, such as a price, is on many pages that do not show the post. */
const TELLING_LENGTH = 20;
/** Blanks, what is not seen, and emoji, which places draw as pictures: they count nowhere. */
const LEFT_OUT =
  '[\\s\\p{Cf}\\p{Extended_Pictographic}\\p{Regional_Indicator}\\p{Emoji_Modifier}\\uFE0F\\u20E3]';
/** For a text that is nothing but emoji. */
const BLANK = '\\s';
/** Where a link leads, as it is put behind a text of which a reader sees the link alone; what people write has blanks or capitals. */
const ADDRESS = /^(?:https?:\/\/|(?:whatsapp|viber):\/\/|tel:|sms:|mailto:)\S+$/;

/** By what a post is known again on its page: places put other things between title and body, so line by line. */
export interface PostPieces {
  /** Its lines, without what counts nowhere. */
  readonly lines: readonly string[];
  /** Places in `lines` of those that tell the post alone, the longest first; none where all of them are short. */
  readonly telling: readonly number[];
  /** So many of them, from the first on, have to be on the page; addresses at the end may stand behind its links. */
  readonly shown: number;
  /** Source of a regular expression with the flags `gu`: what is left out of a page before looking. */
  readonly leftOut: string;
}

/** Takes a text apart. A title does not tell a post with a longer body: places show titles before their walls, too. */
export function piecesOf(text: string): PostPieces {
  const leftOut = squeeze(text, LEFT_OUT) === '' ? BLANK : LEFT_OUT;
  const written = text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => ({ line: squeeze(line, leftOut), isAddress: ADDRESS.test(line) }))
    .filter(({ line }) => line !== '');
  const lines = written.map(({ line }) => line);
  const words = written.findLastIndex(({ isAddress }) => !isAddress) + 1;
  const shown = words === 0 ? lines.length : words;
  const longest = Math.max(0, ...lines.slice(0, shown).map(({ length }) => length));
  const telling = [...lines.slice(0, shown).entries()]
    .filter(([, { length }]) => length >= TELLING_LENGTH && length * 2 >= longest)
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([at]) => at);
  return { lines, telling, shown, leftOut };
}

/** Whether an answer holds the post: how it begins in one run, or one of the lines that tell it. */
export function holdsPost(answer: string, text: string): boolean {
  const { lines, telling, shown, leftOut } = piecesOf(text);
  const said = squeeze(answer, leftOut);
  const needles = [lines.slice(0, shown).join(''), ...telling.map((at) => lines[at] ?? '')];
  return needles.some((needle) => needle !== '' && said.includes(needle.slice(0, NEEDLE_LENGTH)));
}

function squeeze(text: string, leftOut: string): string {
  return text.replaceAll(new RegExp(leftOut, 'gu'), '');
}
