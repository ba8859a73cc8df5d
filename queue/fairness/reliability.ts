import type { Alpha, Interval } from '../contracts/fairness.ts';

/** Of fewer things an interval would be the draw's. */
const FEWEST_UNITS = 10;
const REDRAWS = 400;

/**
 * Krippendorff's alpha for nominal answers (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"): any number of
 * judges, answers may be missing.
 * @param units the answers to each thing
 * @param draw numbers of [0, 1) for the interval
 */
export function alphaOf(units: readonly (readonly string[])[], draw: () => number): Alpha {
  const paired = units.filter((answers) => answers.length > 1);
  const names = [...new Set(paired.flat())];
  const tables = paired.map((answers) => tableOf(answers, names));
  const judgments = paired.reduce((sum, answers) => sum + answers.length, 0);
  const alpha = alphaOfTables(tables, names.length);
  const interval = alpha === null ? null : redrawn(tables, names.length, draw);
  return { units: paired.length, judgments, alpha, interval };
}

/** What one thing adds to the table of coincidences: how often each answer, and its part of the disagreement. */
interface UnitTable {
  /** Places of answers among all there are, each followed by its count. */
  readonly counts: readonly number[];
  readonly disagreement: number;
}

function tableOf(answers: readonly string[], names: readonly string[]): UnitTable {
  const counts: number[] = [];
  let same = 0;
  for (const answer of new Set(answers)) {
    const count = answers.filter((one) => one === answer).length;
    counts.push(names.indexOf(answer), count);
    same += count * (count - 1);
  }
  const pairs = answers.length * (answers.length - 1);
  return { counts, disagreement: (pairs - same) / (answers.length - 1) };
}

function alphaOfTables(tables: readonly UnitTable[], answers: number): number | null {
  const totals = new Float64Array(answers);
  let observed = 0;
  for (const { counts, disagreement } of tables) {
    observed += disagreement;
    for (let at = 0; at < counts.length; at += 2) {
      const answer = counts[at] ?? 0;
      totals[answer] = (totals[answer] ?? 0) + (counts[at + 1] ?? 0);
    }
  }
  const n = totals.reduce((sum, count) => sum + count, 0);
  const same = totals.reduce((sum, count) => sum + count * (count - 1), 0);
  const expected = n * (n - 1) - same;
  return expected === 0 ? null : 1 - ((n - 1) * observed) / expected;
}

function redrawn(tables: readonly UnitTable[], answers: number, draw: () => number): Interval | null {
  if (tables.length < FEWEST_UNITS) return null;
  const again = [...tables];
  const values = new Float64Array(REDRAWS);
  for (let turn = 0; turn < REDRAWS; turn += 1) {
    for (let at = 0; at < again.length; at += 1)
      again[at] = tables[Math.floor(draw() * tables.length)] ?? { counts: [], disagreement: 0 };
    // Drawn so that all answers are the same: nobody disagreed.
    values[turn] = alphaOfTables(again, answers) ?? 1;
  }
  values.sort();
  const at = (share: number) => values[Math.round(share * (REDRAWS - 1))] ?? Number.NaN;
  return [at(0.025), at(0.975)];
}
