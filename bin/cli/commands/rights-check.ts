import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { assessmentGaps, assessmentsEnd, readAssessments } from '../../../workers/rights/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { say, sayJson } from '../terminal.ts';

/** What the assessments lack, a line each. Ends with 1 when they do not count today. */
export async function checkRights(options: { readonly json?: boolean }): Promise<number> {
  const standing = await readAssessments(configFrom({}).configDir);
  const missing = assessmentGaps(standing, SYSTEM_CLOCK.now());
  const endsOn = assessmentsEnd(standing);
  if (options.json) sayJson({ isInForce: missing.length === 0, missing, endsOn });
  else if (missing.length === 0) say(`both assessments are signed and in force until ${endsOn}`);
  else for (const line of missing) say(line);
  return missing.length === 0 ? EXIT.done : EXIT.findings;
}
