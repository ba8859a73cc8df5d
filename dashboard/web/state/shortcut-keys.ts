/** What of a keyboard event decides about a shortcut. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
}

/**
 * The name of the pressed key as shortcuts know it: the letter or digit itself, whatever the keyboard layout. On an
 * Arabic or Cyrillic layout `key` is no Latin letter; then the position of the key (`code`) tells.
 */
export function shortcutName({ key, code }: KeyPress): string {
  if (key === 'Enter' || key === '?') return key;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const lower = key.toLowerCase();
  if (/^[a-z0-9]$/.test(lower)) return lower;
  // An unshifted digit row gives "&" on a French layout.
  if (digit !== undefined) return digit;
  if (key === '؟') return '?';
  return key.length === 1 && key > '\u007f' ? (/^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? key) : key;
}
