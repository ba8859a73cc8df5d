/** A JSON text as its value; `undefined` for one that is none. The parser's own words are left out: they quote the text. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
