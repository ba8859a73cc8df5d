import type { TokenTable } from '../compile/token-table.ts';
import { NO_RECORD } from '../compile/token-table-data.ts';
import { isDigit } from '../text/digit.ts';
import type { Normalised } from '../text/normalise.ts';
import type { Tokens } from '../text/tokens.ts';

/** A text with its tokens. Behind the last of both stand those of an earlier post. */
interface Read {
  readonly text: Normalised;
  readonly tokens: Tokens;
}

/** Whether a token is there and begins with a digit. */
export function isFigure({ text, tokens }: Read, at: number): boolean {
  return at < tokens.length && isDigit(text.units[tokens.start[at] ?? 0] ?? 0);
}

/** Whether a token is there and rules know it as it is spelled. */
export function isKnown({ text, tokens }: Read, at: number, table: TokenTable): boolean {
  const { start, end, hash } = tokens;
  return (
    at < tokens.length && table.lookup(text.units, start[at] ?? 0, end[at] ?? 0, hash[at] ?? 0) !== NO_RECORD
  );
}
