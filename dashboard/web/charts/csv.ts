export interface ChartTable {
  readonly head: readonly string[];
  /** The first cell of each row names it; `null` is not shown. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. What is held back is an empty cell. */
export function csvOf({ head, rows }: ChartTable): string {
  const line = (cells: readonly (string | number | null)[]) => cells.map(cellOf).join(',');
  return `\ufeff${[head, ...rows].map(line).join('\r\n')}\r\n`;
}

/** A text that a spreadsheet would take for a formula gets a mark before it. */
function cellOf(value: string | number | null): string {
  if (value === null) return '';
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
