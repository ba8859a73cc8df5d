/** Entries that record one person's judgment of an item; audits draw from these. Those on known answers are none of them. */
export const JUDGMENT_KINDS: ReadonlySet<string> = new Set([
  'item.judged',
  'item.revised',
  'item.seconded',
  'item.adjudicated',
]);
