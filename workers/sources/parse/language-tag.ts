/** BCP 47 tag of a language as a page or a file states it; `undefined` for what is none: it would stand in a clear column. */
export function languageTag(stated: unknown): string | undefined {
  const text = typeof stated === 'string' ? stated.trim() : '';
  return /^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8}){0,4}$/.test(text) && text.length <= 35
    ? text.replaceAll('_', '-')
    : undefined;
}
