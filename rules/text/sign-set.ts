/** The UTF-16 units of signs that text is looked through for. */
export function signSet(signs: string): ReadonlySet<number> {
  return new Set([...signs].map((sign) => sign.charCodeAt(0)));
}
