import { type RawBuilder, sql } from 'kysely';

/** How long one attempt has before somebody else may make another, and the first pause; it doubles up to an hour. */
const FIRST_PAUSE_SECONDS = 30;
const LONGEST_PAUSE_SECONDS = 3600;

/** When a row that is taken `now` has its next turn, by the `attempts` that it had before. */
export function nextTurn(now: Date): RawBuilder<Date> {
  return sql`${now}::timestamptz + interval '1 second'
    * least(${LONGEST_PAUSE_SECONDS}, ${FIRST_PAUSE_SECONDS} * power(2, least(attempts, 12)))`;
}
