import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { assessmentGaps, assessmentsEnd, readAssessments } from '../../../workers/rights/index.ts';
import { loadConfigured } from '../source-set.ts';
import { type Finding, fail, ok, warn } from './check.ts';

const MEND = 'nothing is fetched until then; review and import go on. See docs/rights/README.md';

/** Whether both assessments count today; what they lack is a failure only where a source waits to be collected. */
export async function checkAssessments(config: Config): Promise<Finding[]> {
  const standing = await readAssessments(config.configDir);
  const missing = assessmentGaps(standing, SYSTEM_CLOCK.now());
  if (missing.length === 0)
    return [ok('assessments', `both signed and in force until ${assessmentsEnd(standing)}`)];
  const { located } = await loadConfigured(config);
  const isCollecting = located.some(({ source }) => source.enabled && source.kind !== 'import');
  const tell = isCollecting ? fail : warn;
  return missing.map((gap) => tell('assessments', gap, MEND));
}
