/** What stands between two letters and is not read: marks over and through them, and signs that nobody sees. */
const UNREAD = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Latin letters, each before the others that look like it, as an address is typed that is to be read and not found. */
const ALIKE =
  'aаαᴀ bвʙ cсᴄ dԁᴅ eеᴇ fꜰ gɡɢ hһʜ iіιɪ jјᴊ kкκᴋ lӏʟ mмᴍ nɴ oоοᴏ pрρᴘ rʀ sѕꜱ tтτᴛ uυᴜ vνᴠ wԝᴡ xхχ yуʏ zᴢ';
const LATIN_OF: ReadonlyMap<string, string> = new Map(
  ALIKE.split(' ').flatMap(([latin = '', ...others]) => others.map((other) => [other, latin] as const)),
);
/** Light letters and digits on dark discs and squares, which Unicode takes for pictures: the first of each row, how many, and what the first is. */
const ON_DARK: readonly (readonly [first: number, length: number, plain: string])[] = [
  [0x1f150, 26, 'a'],
  [0x1f170, 26, 'a'],
  [0x2776, 9, '1'],
  [0x278a, 9, '1'],
  [0x24f5, 9, '1'],
  [0x2780, 9, '1'],
  [0x24ff, 1, '0'],
];

/** A text as a person reads it, for finding what it names: wide, styled and framed letters are plain ones, and nothing unseen is between. */
export interface AsRead {
  readonly text: string;
  /** By unit of `text`, where the character that it comes from begins in what was written. */
  readonly from: readonly number[];
}

export function asRead(written: string): AsRead {
  let text = '';
  const from: number[] = [];
  let at = 0;
  for (const character of written) {
    const read = readAs(character);
    for (let unit = 0; unit < read.length; unit += 1) from.push(at);
    text += read;
    at += character.length;
  }
  return { text, from };
}

/** What one character is read as; nothing where it is not read. */
export function readAs(character: string): string {
  if (character < '\u0080') return character;
  const codePoint = character.codePointAt(0) ?? 0;
  for (const [first, length, plain] of ON_DARK)
    if (codePoint >= first && codePoint < first + length)
      return String.fromCharCode(plain.charCodeAt(0) + codePoint - first);
  const read = character.normalize('NFKC').replaceAll(UNREAD, '');
  return LATIN_OF.get(read.toLowerCase()) ?? read;
}
