/** What stands between two letters and is not read: marks over and through them, and signs that nobody sees. */
const UNREAD = /[\p{M}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Letters that are not Latin ones and look like them, as an address is typed that is to be read and not found. */
const LOOK_ALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      a: 'аαᴀ',
      b: 'вʙ',
      c: 'сᴄ',
      d: 'ԁᴅ',
      e: 'еᴇ',
      f: 'ꜰ',
      g: 'ɡɢ',
      h: 'һʜ',
      i: 'іιɪ',
      j: 'јᴊ',
      k: 'кκᴋ',
      l: 'ӏʟ',
    },
    ...{
      m: 'мᴍ',
      n: 'ɴ',
      o: 'оοᴏ',
      p: 'рρᴘ',
      r: 'ʀ',
      s: 'ѕꜱ',
      t: 'тτᴛ',
      u: 'υᴜ',
      v: 'νᴠ',
      w: 'ԝᴡ',
      x: 'хχ',
      y: 'уʏ',
      z: 'ᴢ',
    },
  }).flatMap(([latin, others]) => [...others].map((other) => [other, latin] as const)),
);
/** Light letters and digits on dark discs and squares, which Unicode takes for pictures: where each row begins, how long it is, and with what. */
const ON_DARK = [
  ...[
    [0x1f150, 26, 97],
    [0x1f170, 26, 97],
  ],
  ...[0x2776, 0x278a, 0x24f5, 0x2780].map((first) => [first, 9, 0x31]),
  [0x24ff, 1, 0x30],
] as const;

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
      return String.fromCharCode(plain + codePoint - first);
  const read = character.normalize('NFKC').replaceAll(UNREAD, '');
  return LOOK_ALIKES.get(read.toLowerCase()) ?? read;
}
