/** Puts values into a message; a name without a value stays visible, so that a mistake is seen. */
export function fill(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{([a-z]+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
