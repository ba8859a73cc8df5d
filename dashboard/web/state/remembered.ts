/** A setting kept in this browser. Private windows may refuse storage; then it lasts as long as the page. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(`vigie.${name}`);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(`vigie.${name}`, value);
  } catch {
    // The setting still holds until the page is left.
  }
}
