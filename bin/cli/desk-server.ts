import { join } from 'node:path';
import { createApp } from '../../dashboard/app.ts';
import { createIdentityProvider, type IdentityProvider } from '../../dashboard/auth/identity-provider.ts';
import { createLiveFeed } from '../../dashboard/live/live-feed.ts';
import { type RunningDashboard, serveDashboard } from '../../dashboard/serve.ts';
import { createTranslator } from '../../dashboard/translator.ts';
import { createAccounts } from '../../queue/accounts/index.ts';
import { createContestDesk } from '../../queue/contest/index.ts';
import { SOURCE_KINDS, type Source } from '../../queue/contracts/index.ts';
import { createFairness } from '../../queue/fairness/index.ts';
import { createNotices } from '../../queue/notices/index.ts';
import { readReportDuty } from '../../queue/report/index.ts';
import {
  createCaptures,
  createCases,
  createDesk,
  createDoubts,
  createQuality,
  createQuestions,
  createUnmasking,
} from '../../queue/review/index.ts';
import { SYSTEM_CLOCK } from '../../queue/runtime/clock.ts';
import type { Config } from '../../queue/runtime/config.ts';
import { messageOf } from '../../queue/runtime/errors.ts';
import { loadKnownPosts } from '../../queue/runtime/known-posts.ts';
import type { Lifecycle } from '../../queue/runtime/lifecycle.ts';
import type { Logger } from '../../queue/runtime/logger.ts';
import { loadPolicy } from '../../queue/runtime/policy.ts';
import { projectRoot } from '../../queue/runtime/thread-entry.ts';
import { createCoverage } from '../../queue/sight/index.ts';
import { createStatistics } from '../../queue/statistics/index.ts';
import {
  countAlerts,
  countContests,
  countRuleErrors,
  describeStop,
  liftRule,
  readLanes,
  readSourceHealth,
  readStatus,
  readStop,
  type Stop,
} from '../../queue/storage/index.ts';
import { createTellings, readTellingCounts } from '../../queue/telling/index.ts';
import type { JobQueue } from '../../queue/transport/index.ts';
import { createScorer, holdableRules } from '../../rules/index.ts';
import { readRecipients } from '../../workers/bundle/recipients.ts';
import { scorersByHolds } from '../../workers/scoring/scorers-by-holds.ts';
import { coverageProbe } from './coverage-probe.ts';
import { openEvidence } from './evidence.ts';
import { exportsOn } from './exports-on.ts';
import { letterSender } from './letter-sender.ts';
import { noticePrinter, noticeRegister } from './notice-parts.ts';
import { oversightParts } from './oversight-parts.ts';
import type { Records } from './records.ts';
import type { RuleSet } from './rule-set.ts';
import { createRulesWork } from './rules-work.ts';
import { triedTexts } from './tried-texts.ts';
import type { TrySource } from './try-source.ts';
import { withDeadline } from './with-deadline.ts';
import { wordingOf } from './wording-of.ts';

export interface DeskServerOptions {
  readonly records: Records;
  readonly rules: RuleSet;
  readonly queue: JobQueue;
  readonly logger: Logger;
  readonly trySource: TrySource;
  readonly lifecycle: Lifecycle;
  /** The configured sources; asked when oversight looks at them. */
  readonly sources: () => Promise<ReadonlyMap<string, Source>>;
}

/** Serves the dashboard; ready means that the records and the queue's store both answer. */
export async function serveDesk({
  records,
  rules,
  queue,
  logger,
  trySource,
  lifecycle,
  sources,
}: DeskServerOptions): Promise<RunningDashboard> {
  const { config, isDemo } = records;
  const { desk: db } = records.database;
  const parts = { db, vault: records.vault, clock: SYSTEM_CLOCK };
  const policy = loadPolicy(config.configDir);
  const { shadowLanguages } = policy.rules;
  const quality = createQuality(db, SYSTEM_CLOCK);
  const accounts = createAccounts(parts);
  const live = createLiveFeed({ read: () => readLanes(db), clock: SYSTEM_CLOCK, logger });
  const work = createRulesWork();
  lifecycle.onClose('work on rules', () => work.close());
  // Made when somebody first tries a text: most dashboards never do.
  const scorerWith = scorersByHolds((holds) =>
    createScorer(rules.compiled, { release: rules.release, holds, shadowLanguages }),
  );
  const app = createApp({
    gaps: () => accounts.gaps(),
    reviewPolicy: policy.review,
    quality,
    fairness: createFairness({ db, clock: SYSTEM_CLOCK, policy: policy.fairness, quality }),
    fairnessPolicy: policy.fairness,
    offerRules: [...holdableRules(rules.compiled)].toSorted(),
    coverage: createCoverage({
      db,
      clock: SYSTEM_CLOCK,
      probe: coverageProbe(rules, config.packsDir, work, shadowLanguages),
    }),
    liftRule: async ({ rule, actor, reason }) => {
      const author = rules.compiled.authors.get(rule);
      return (
        (await liftRule(db, { rule, actor, reason, author, now: new Date(SYSTEM_CLOCK.now()) })) === null
      );
    },
    practice: loadKnownPosts(config.configDir).practice,
    desk: createDesk({ ...parts, rulesBy: byAuthor(rules) }),
    contests: createContestDesk(parts),
    cases: createCases(parts),
    names: createUnmasking(parts),
    exports: exportsOn(records, { tellingDays: policy.telling.dueDays }),
    recipients: await readRecipients(config.configDir),
    notices: createNotices({
      ...parts,
      register: await noticeRegister(records),
      print: noticePrinter(config, logger),
      tellingDays: policy.telling.dueDays,
    }),
    tellings: createTellings({ ...parts, policy: policy.telling, sender: letterSender(records) }),
    questions: createQuestions(parts),
    doubts: createDoubts(parts),
    ...oversightParts({ records, rules, folders: config, scorerWith, work, sources }),
    captures: createCaptures({ ...parts, store: openEvidence(config).store }),
    alertCounts: () => countAlerts(db, new Date(SYSTEM_CLOCK.now())),
    contestCounts: () => countContests(db, new Date(SYSTEM_CLOCK.now())),
    ruleErrors: () => countRuleErrors(db),
    tellingCounts: () => readTellingCounts(db, policy.telling, new Date(SYSTEM_CLOCK.now())),
    reportDuty: () => readReportDuty(db, policy.reports, new Date(SYSTEM_CLOCK.now())),
    status: () => readStatus(db),
    statistics: createStatistics({
      db,
      clock: SYSTEM_CLOCK,
      policy: policy.statistics,
      languages: rules.compiled.languages,
      platforms: SOURCE_KINDS,
    }),
    sources: () => readSourceHealth(db),
    trySource,
    health: async () => {
      let stop: Stop | null = null;
      const checks = await Promise.all([
        // A small question: readiness is whether the records answer, not what they hold.
        reasonUnless('records', async () => {
          stop = await readStop(db);
        }),
        reasonUnless('queue', () => queue.ping()),
      ]);
      const reasons = checks.flatMap((reason) => reason ?? []);
      // A chosen, safe state: the desk serves whoever judges and whoever lets work go on.
      const stopped = stop === null ? [] : [describeStop(stop)];
      return { live: true, ready: reasons.length === 0, reasons: [...reasons, ...stopped] };
    },
    ...wordingOf(rules.compiled),
    ...triedTexts({ db, rules, packsDir: config.packsDir, scorerWith, work }),
    translator: config.translatorUrl === undefined ? undefined : createTranslator(config.translatorUrl),
    accounts,
    whoIs: async (token, options) => (token === undefined ? null : accounts.whoIs(token, options)),
    live,
    identityProvider: isDemo ? undefined : providerOf(config),
    clock: SYSTEM_CLOCK,
    webDir: join(projectRoot(), 'dist', 'web'),
    publicOrigin: config.publicOrigin,
    metricsToken: config.metricsToken,
    logger,
    isDemo,
  });
  const running = await serveDashboard(app, {
    host: config.host,
    port: config.port,
    isBehindContainer: config.isBehindContainer,
  });
  return {
    url: running.url,
    close() {
      // Open streams would keep the server from ending.
      live.close();
      return running.close();
    },
  };
}

function providerOf(config: Config): IdentityProvider | undefined {
  const { oidcIssuer: issuer, oidcClientId: clientId, oidcClientSecret: clientSecret } = config;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) return undefined;
  const { oidcOrigins: otherOrigins, oidcAcr: acr } = config;
  return createIdentityProvider({ issuer, clientId, clientSecret, otherOrigins, acr });
}

/** Which rules an author wrote. */
function byAuthor({ compiled }: RuleSet): (author: string) => readonly string[] {
  return (author) => [...compiled.authors].filter(([, writer]) => writer === author).map(([rule]) => rule);
}

async function reasonUnless(part: string, check: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await withDeadline(check(), 900);
    return undefined;
  } catch (error) {
    return `${part}: ${messageOf(error)}`;
  }
}
