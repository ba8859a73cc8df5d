/** The address that a `Link` header (RFC 8288) calls `next`; `undefined` when it names none. */
export function nextLink(header: string | undefined, base: string): string | undefined {
  const linked = /<([^<>]{1,2000})>\s*;[^,<]*rel="?next"?/i.exec(header ?? '')?.[1];
  return linked !== undefined && URL.canParse(linked, base) ? new URL(linked, base).href : undefined;
}
