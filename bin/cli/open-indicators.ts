import type { ExportSummary } from '../../queue/review/index.ts';
import { AppError } from '../../queue/runtime/errors.ts';

/**
 * The approved request for indicators of a case that is to be written. Where several wait, who asked has to say which: each is for a
 * recipient of its own, and what was handed over cannot be taken back.
 * @param wanted number of the request; `undefined` where nobody said
 * @throws AppError `item.conflict` where none waits, `usage.invalid` where several do
 */
export function openIndicators(
  exports: readonly ExportSummary[],
  caseNumber: number,
  wanted: number | undefined,
): ExportSummary {
  const open = exports.filter(
    ({ form, state }) => form === 'indicators' && (state === 'approved' || state === 'handed-over'),
  );
  const [one, ...others] = open.filter(({ number }) => wanted === undefined || number === wanted);
  if (one === undefined)
    throw new AppError(
      'item.conflict',
      `case ${caseNumber}: expected an approved request for indicators${wanted === undefined ? '' : ` with the number ${wanted}`}, found none; ` +
        `ask with "vigie share request ${caseNumber}", and have somebody else run "vigie share approve"`,
      { caseNumber },
    );
  if (others.length === 0) return one;
  const found = open.map(({ number, recipientName }) => `${number} for ${recipientName}`).join(', ');
  throw new AppError(
    'usage.invalid',
    `case ${caseNumber}: expected one approved request for indicators, found ${open.length}: ${found}; say which with --export, nothing was written`,
  );
}
