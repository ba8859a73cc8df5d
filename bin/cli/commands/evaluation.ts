import { evaluateMonth } from '../../../queue/report/index.ts';
import { fixPlan, liftSuspension } from '../../../queue/storage/index.ts';
import { unholdableRules } from '../../../rules/index.ts';
import { readEvaluationPlan } from '../evaluation-plan.ts';
import { EXIT } from '../exit.ts';
import { monthFrom } from '../month-from.ts';
import { operatorId } from '../operator.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { readRules } from '../rule-set.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

export async function fixMonth(given: string, options: SharedOptions): Promise<number> {
  const month = monthFrom(given);
  const plan = await readEvaluationPlan(configFrom(options).configDir);
  return withRecords(options, 'evaluation', async ({ database: { db } }) => {
    const sha256 = await fixPlan(db, month, plan, { actor: operatorId(), now: new Date() });
    say(`plan of ${month} is fixed, SHA-256 ${sha256}`);
    return EXIT.done;
  });
}

/** Exit code 1 where a rule or source missed its plan. */
export async function runMonth(
  given: string,
  options: SharedOptions & { readonly json?: boolean },
): Promise<number> {
  const month = monthFrom(given);
  const unmeasured = unholdableRules((await readRules(configFrom(options))).compiled);
  return withRecords(options, 'evaluation', async ({ database: { db } }) => {
    const { misses } = await evaluateMonth(db, month, { now: new Date(), unmeasured });
    if (options.json === true) sayJson({ month, misses });
    else if (misses.length === 0) say(`${month}: nothing new missed its plan`);
    else
      for (const { kind, subject, isSecond } of misses)
        say(`${kind} ${subject}: missed${isSecond ? ' for the second time, and was put out of use' : ''}`);
    return misses.length === 0 ? EXIT.done : EXIT.findings;
  });
}

/** Exit code 1 while the second person is missing. */
export async function liftSource(sourceId: string, options: SharedOptions): Promise<number> {
  return withRecords(options, 'evaluation', async ({ database: { db } }) => {
    const act = { actor: operatorId(), now: new Date() };
    const isLifted = await liftSuspension(db, sourceId, act);
    say(isLifted ? `${sourceId} is collected again` : `${sourceId}: waits for a second person, for 24 hours`);
    return isLifted ? EXIT.done : EXIT.findings;
  });
}
