/**
 * What somebody wrote in several places of one post, such as its title, its body and the words on its picture: each on lines of
 * its own in the given order. What is empty, or stands whole in another part already, is left out.
 */
export function textOfParts(parts: readonly (string | null | undefined)[]): string {
  const written = parts.map((part) => part?.trim() ?? '');
  return written
    .filter(
      (part, at) =>
        part !== '' && !written.some((other, place) => place !== at && says(other, part, place < at)),
    )
    .join('\n');
}

/** Of two that are the same, the first is kept. */
function says(other: string, part: string, isBefore: boolean): boolean {
  if (other === part) return isBefore;
  for (let at = other.indexOf(part); at >= 0; at = other.indexOf(part, at + 1)) {
    if (!isInside(other[at - 1]) && !isInside(other[at + part.length])) return true;
  }
  return false;
}

/** An address that goes on is another address, and a word another word. */
function isInside(beside: string | undefined): boolean {
  return beside !== undefined && /[\p{L}\p{N}/_-]/u.test(beside);
}
