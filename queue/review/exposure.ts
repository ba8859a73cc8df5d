/** So many posts a day, and after so long a stretch a break, whatever a line manager would like (WEL-02). */
export const MOST_A_DAY = 250;
const DAY_MS = 86_400_000;
const STRETCH_MS = 90 * 60_000;
const BREAK_MS = 10 * 60_000;

/** Why nothing is handed out now, and until when (ms since 1970); `stopped`: the person asked for it themselves. */
export interface Rest {
  readonly why: 'day' | 'break' | 'stopped';
  readonly until: number;
}

/**
 * Whether somebody is to rest. These figures serve their own care only: no report and no list of people has them (WEL-04).
 * @param judgedAt when they judged during the last day, latest first, ms since 1970
 */
export function restDue(judgedAt: readonly number[], now: number): Rest | null {
  const oldestOfDay = judgedAt[MOST_A_DAY - 1];
  if (oldestOfDay !== undefined && now - oldestOfDay < DAY_MS)
    return { why: 'day', until: oldestOfDay + DAY_MS };
  const [latest] = judgedAt;
  if (latest === undefined || now - latest >= BREAK_MS) return null;
  return latest - stretchStart(judgedAt) >= STRETCH_MS ? { why: 'break', until: latest + BREAK_MS } : null;
}

/** Where the stretch without a break began. */
function stretchStart(judgedAt: readonly number[]): number {
  let start = judgedAt[0] ?? 0;
  for (const at of judgedAt) {
    if (start - at >= BREAK_MS) break;
    start = at;
  }
  return start;
}
