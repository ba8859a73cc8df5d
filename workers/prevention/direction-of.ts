/** Scripts that are written from right to left and in use. */
const FROM_THE_RIGHT: ReadonlySet<string> = new Set([
  ...['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'],
]);

/** Whether its parts are in the order that BCP 47 has; whether there is such a language nobody can list. */
export function isTag(language: string): boolean {
  try {
    return new Intl.Locale(language).language !== '';
  } catch {
    return false;
  }
}

/** By the script that a language's tag names, else by the one that most write it in. */
export function directionOf(language: string): 'ltr' | 'rtl' {
  const { script } = new Intl.Locale(language).maximize();
  return script !== undefined && FROM_THE_RIGHT.has(script) ? 'rtl' : 'ltr';
}
