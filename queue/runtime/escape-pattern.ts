/** A text as the source of a regular expression that matches it, letter by letter; Node 20 has no `RegExp.escape`. */
export function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
