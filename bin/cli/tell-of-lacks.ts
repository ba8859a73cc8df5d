import type { Source } from '../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { type AlertSettings, secretFaults } from '../../workers/alerts/index.ts';
import { type AssessmentStanding, assessmentGaps } from '../../workers/rights/index.ts';
import type { RuleSet } from './rule-set.ts';

/** What a process is to do, and what it has for that. */
export interface AtStart {
  /** `undefined` where it scores nothing. */
  readonly rules: RuleSet | undefined;
  /** `undefined` where it collects nothing. */
  readonly sources: ReadonlyMap<string, Source> | undefined;
  readonly assessments: AssessmentStanding | 'demo';
  /** Whether it is to tell somebody of persons at risk. */
  readonly tells: boolean;
  /** Whom; `null` where nobody is to be told: in a demonstration. */
  readonly told: AlertSettings | null | undefined;
}

/** Said once at the start. What is not fetched is said again, in the state of its source; the others show in `doctor` alone. */
export function tellOfLacks({ rules, sources, assessments, tells, told }: AtStart, logger: Logger): void {
  const missing = assessments === 'demo' ? [] : assessmentGaps(assessments, SYSTEM_CLOCK.now());
  if (missing.length > 0 && isCollecting(sources))
    logger.warn(
      { missing },
      'nothing is fetched without signed assessments in force; review and import go on',
    );
  if (rules !== undefined && rules.release === null)
    logger.warn({ reasons: rules.unsigned }, 'the rules are no signed release: assessments will name none');
  if (tells && told === undefined)
    logger.warn({}, 'nobody is told of persons at risk: config/alerts.yml is missing');
  // Workers send, so those say it as well that leave telling to a scheduler.
  const unreachable = told && (tells || rules !== undefined) ? secretFaults(told) : [];
  if (unreachable.length > 0)
    logger.warn({ contacts: unreachable }, 'contacts cannot be told of persons at risk: see vigie doctor');
}

function isCollecting(sources: ReadonlyMap<string, Source> = new Map()): boolean {
  return [...sources.values()].some(({ enabled, kind }) => enabled && kind !== 'import');
}
