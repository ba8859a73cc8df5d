const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
/** Spaces that French sets by these signs, and nobody else: no line ends there. */
const BY_A_SIGN = / (?=[:;?!»])|(?<=«) /g;
const RIGHT_TO_LEFT = /[\p{scx=Arab}\p{scx=Hebr}]/u;

/**
 * Puts values into a message; a name without a value stays visible, so that a mistake is seen. Where directions can mix,
 * each value is isolated: "+3" must not turn into "3+" in Arabic. None is a number: how often is written as the reader writes
 * figures, what number something has as it stands in its address.
 */
export function fill(message: string, values: Readonly<Record<string, string>>): string {
  return message.replace(BY_A_SIGN, '\u00a0').replace(/\{([a-z]+)\}/g, (whole, name: string) => {
    const value = values[name] ?? whole;
    const mayMix = RIGHT_TO_LEFT.test(message) || RIGHT_TO_LEFT.test(value);
    return mayMix ? FIRST_STRONG_ISOLATE + value + POP_ISOLATE : value;
  });
}
