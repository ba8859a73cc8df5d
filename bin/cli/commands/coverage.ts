import type { CoverageReport, Covered } from '../../../queue/contracts/index.ts';
import { SYSTEM_CLOCK } from '../../../queue/runtime/clock.ts';
import { loadPolicy } from '../../../queue/runtime/policy.ts';
import { createCoverage } from '../../../queue/sight/index.ts';
import { coverageProbe } from '../coverage-probe.ts';
import { EXIT } from '../exit.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { readRules } from '../rule-set.ts';
import { createRulesWork } from '../rules-work.ts';
import { say, sayJson } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** Where Vigie looks, what came, and where it would see nothing. Exit code 1 where something is blind. */
export async function coverage(options: SharedOptions): Promise<number> {
  const rules = await readRules(configFrom(options));
  const work = createRulesWork();
  return withRecords(options, 'coverage', async ({ database: { db }, config }) => {
    const { shadowLanguages } = loadPolicy(config.configDir).rules;
    const probe = coverageProbe(rules, config.packsDir, work, shadowLanguages);
    const report = await createCoverage({ db, clock: SYSTEM_CLOCK, probe }).report();
    if (options.json) sayJson(report);
    else say(describe(report).join('\n'));
    const { sources, languages, cells, routes, rules: of } = report;
    const isBlind = [...sources, ...languages, ...cells, ...routes, ...of].some(
      ({ state }) => state === 'blind',
    );
    return isBlind ? EXIT.findings : EXIT.done;
  }).finally(() => work.close());
}

/** Of the languages that the packs have words of. */
function uncheckedIn(
  languages: CoverageReport['languages'],
  { checkedLanguages }: CoverageReport['probes'],
): string {
  const unchecked = languages.flatMap(({ language, probe }) =>
    probe === null || checkedLanguages.includes(language) ? [] : [language],
  );
  return `words not checked by a native reader: ${unchecked.join(', ') || 'none'}`;
}

function describe({ sources, languages, routes, rules, probes, from, to }: CoverageReport): string[] {
  const of = (state: Covered['state'], rows: readonly Covered[]) =>
    rows.filter((row) => row.state === state).length;
  const told = (what: string, rows: readonly Covered[]) =>
    `${what.padEnd(10)} ${of('seen', rows)} seen, ${of('quiet', rows)} quiet, ${of('blind', rows)} blind, ${of('unproved', rows)} not proved`;
  const blind = (what: string, row: Covered) =>
    `blind  ${what}: ${[row.reason, ...row.about].join(' ')}; ${row.posts} posts, last in ${row.lastMonth ?? 'none for a year'}`;
  const ill = <Row extends Covered>(rows: readonly Row[], name: (row: Row) => string) =>
    rows.filter(({ state }) => state === 'blind').map((row) => blind(name(row), row));
  return [
    `posts of ${from.slice(0, 7)} to ${to.slice(0, 7)}; probed with release ${probes.release ?? 'none'}, rules on hold: ${probes.holds.join(', ') || 'none'}`,
    uncheckedIn(languages, probes),
    told('sources', sources),
    told('languages', languages),
    told('routes', routes),
    told('rules', rules),
    ...ill(sources, ({ source }) => `source ${source}`),
    ...ill(languages, ({ language }) => `language ${language}`),
    ...ill(routes, ({ route }) => `route ${route}`),
    ...ill(rules, ({ rule, language }) => `rule ${rule} in ${language}`),
  ];
}
