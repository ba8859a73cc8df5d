import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import type { Config } from '../../../queue/runtime/config.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { readRedisFacts } from '../../../queue/transport/index.ts';
import { createScorer } from '../../../rules/index.ts';
import { captureNotices } from '../../../workers/evidence/capture-scope.ts';
import { authorisationNotices } from '../../../workers/sources/index.ts';
import { attempt, type Finding, fail, ok, warn } from '../doctor/check.ts';
import { checkAlerting, checkAnswers } from '../doctor/check-alerts.ts';
import { checkAssessments } from '../doctor/check-assessments.ts';
import { checkBrowser } from '../doctor/check-browser.ts';
import { checkClosedMonths } from '../doctor/check-closed-months.ts';
import { checkContests } from '../doctor/check-contests.ts';
import { checkDisk } from '../doctor/check-disk.ts';
import { checkEvidence } from '../doctor/check-evidence.ts';
import { checkLaterFiles } from '../doctor/check-later-files.ts';
import { checkPeople } from '../doctor/check-people.ts';
import { checkProofs } from '../doctor/check-proofs.ts';
import { checkPublicReports } from '../doctor/check-public-reports.ts';
import { checkRecords } from '../doctor/check-records.ts';
import { checkReport } from '../doctor/check-report.ts';
import { checkRuleErrors } from '../doctor/check-rule-errors.ts';
import { checkSigning } from '../doctor/check-signing.ts';
import { checkStamps } from '../doctor/check-stamps.ts';
import { checkTelling } from '../doctor/check-telling.ts';
import { checkWaiting } from '../doctor/check-waiting.ts';
import { withOpened } from '../doctor/opened-records.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { readRules } from '../rule-set.ts';
import { UNLISTED, unlistedLanguages } from '../shadow-languages.ts';
import { readSources } from '../source-set.ts';
import { say, sayList } from '../terminal.ts';

/** Checks everything an operator can mend. Exit code 1 when something keeps the installation from working. */
export async function doctor(options: SharedOptions): Promise<number> {
  const config = configFrom(options);
  const findings = await withOpened(config, async (opened) => [
    ...(await attempt('rules', 'mend the rule files named above', checkRules(config))),
    ...(await attempt('sources', 'mend the files named above', checkSourceFiles(config))),
    ...(await attempt('assessments', 'see the message', () => checkAssessments(config))),
    ...(await attempt('alerts', 'mend the file named above', () => checkAlerting(config))),
    ...(await attempt('alerts', 'see the message', () => checkAnswers(opened))),
    ...(await attempt('policy', 'mend config/policy.yml', checkPolicy(config))),
    ...(await checkLaterFiles(config)),
    ...(await attempt('browser', 'install Chromium or set VIGIE_CHROMIUM_PATH', () => checkBrowser(config))),
    ...(await attempt('records', 'see the message', () => checkRecords(opened))),
    ...(await attempt('posts', 'see the message', () => checkWaiting(opened, SYSTEM_CLOCK))),
    ...(await attempt('rule errors', 'see the message', () => checkRuleErrors(opened))),
    ...(await attempt('public reports', 'see the message', () => checkPublicReports(opened))),
    ...(await attempt('contests', 'see the message', () => checkContests(opened))),
    ...(await attempt('report', 'see the message', () => checkReport(config, opened))),
    ...(await attempt('statistics', 'see the message', () => checkClosedMonths(opened, SYSTEM_CLOCK))),
    ...(await attempt('telling', 'see the message', () => checkTelling(config, opened))),
    ...(await attempt('evidence', 'see the message', () => checkEvidence(opened))),
    ...(await attempt('signatures', 'see the message', () => checkSigning(config, opened))),
    ...(await attempt('time stamps', 'see the message', () => checkStamps(config, opened))),
    ...(await attempt('OpenTimestamps', 'see the message', () => checkProofs(config, opened))),
    ...(await attempt('people', 'see the message', () => checkPeople(config, opened))),
    ...(await attempt('redis', 'check VIGIE_REDIS_URL and the server', () => checkRedis(config))),
    ...(await attempt('disk', 'free some space', () => checkDisk(config))),
  ]);
  if (options.json) sayList(findings, options);
  else for (const finding of findings) say(describe(finding));
  return findings.some((finding) => finding.level === 'fail') ? EXIT.findings : EXIT.done;
}

function describe({ level, check, message, mend }: Finding): string {
  return `${level.padEnd(4)}  ${check}: ${message}${mend === undefined ? '' : `\n      to mend: ${mend}`}`;
}

function checkRules(config: Config) {
  return async () => {
    const { compiled, release, unsigned } = await readRules(config);
    const { ruleCount } = createScorer(compiled, { release });
    const [reason] = unsigned;
    return [
      ok('rules', `${ruleCount} rules, release ${release ?? 'none'}`),
      ...(reason === undefined
        ? []
        : [
            warn(
              'rules',
              `unsigned: ${reason}`,
              'sign them with "vigie rules release", or restore the signed packs',
            ),
          ]),
    ];
  };
}

function checkSourceFiles(config: Config) {
  return async () => {
    const sources = [...(await readSources(config)).values()];
    const notices = sources.flatMap((source) => authorisationNotices(source, SYSTEM_CLOCK.now()));
    return [
      ok(
        'sources',
        `${sources.length} configured, ${sources.filter((source) => source.enabled).length} enabled`,
      ),
      ...notices.map(({ message }) =>
        warn(
          'authorisations',
          message,
          'have requester and approver act, then restart worker, scheduler and dashboard',
        ),
      ),
      ...sources
        .flatMap(captureNotices)
        .map(({ message }) =>
          warn('captures', message, 'see docs/sources.md, "What is captured of a flagged post"'),
        ),
    ];
  };
}

function checkPolicy(config: Config) {
  return async () => {
    const { retention, fairness, rules } = loadPolicy(config.configDir);
    return [
      ok(
        'policy',
        `unflagged texts ${retention.unflaggedHours} h, drawn for the sample ${fairness.sampleDays} days, flagged ${retention.flaggedDays} days; ` +
          `no offer ${retention.notOfferHours} h, offer ${retention.offerDays} days`,
      ),
      ...(await checkShadow(config, rules.shadowLanguages)),
    ];
  };
}

/** What is in shadow, and what of it no post is ever heard as. */
async function checkShadow(config: Config, languages: readonly string[]): Promise<Finding[]> {
  if (languages.length === 0) return [];
  const unlisted = unlistedLanguages((await readRules(config)).compiled, languages);
  return [
    ok('policy', `in shadow, so that rules flag nothing of them for review: ${languages.join(', ')}`),
    ...unlisted.map((one) => warn('policy', `"${one}": ${UNLISTED}`, 'see rules.shadowLanguages')),
  ];
}

async function checkRedis(config: Config): Promise<Finding[]> {
  if (config.redisUrl === undefined) return [];
  const facts = await readRedisFacts(config.redisUrl);
  return [
    ok('redis', `version ${facts.version}`),
    facts.appendOnly
      ? ok('redis', 'append-only file is on')
      : fail(
          'redis',
          'append-only file is off: a killed Redis loses every job',
          'start it with --appendonly yes',
        ),
    facts.policy === 'noeviction'
      ? ok('redis', 'policy noeviction')
      : fail(
          'redis',
          `policy ${facts.policy}: Redis may drop jobs`,
          'start it with --maxmemory-policy noeviction',
        ),
  ];
}
