import { AppError } from '../../../queue/runtime/errors.ts';
import { holdRule, liftRule, type RuleHold, readRuleHolds } from '../../../queue/storage/index.ts';
import { holdableRules } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { operatorId } from '../operator.ts';
import { configFrom, type SharedOptions } from '../program.ts';
import { type RuleSet, readRules } from '../rule-set.ts';
import { quoted, say, sayComposed, sayJson, sayList } from '../terminal.ts';
import { withRecords } from '../with-records.ts';

/** Switches a rule off in every process on these records. */
export async function holdOneRule(
  rule: string,
  options: SharedOptions & { readonly reason: string },
): Promise<number> {
  requireHoldable(await readRules(configFrom(options)), rule);
  return withRecords(options, 'rules', async ({ database }) => {
    const ask = { rule, reason: options.reason, actor: operatorId(), now: new Date() };
    const wasHeld = await holdRule(database.db, ask);
    if (options.json) sayJson({ rule, wasHeld });
    else say(wasHeld ? `${rule} was on hold already` : `${rule} is on hold`);
    return EXIT.done;
  });
}

/** One of the two words it takes to let a rule speak again. Exit code 1 while a second person has to say so. */
export async function liftOneRule(
  rule: string,
  options: SharedOptions & { readonly reason?: string },
): Promise<number> {
  const { compiled } = await readRules(configFrom(options));
  return withRecords(options, 'rules', async ({ database }) => {
    const { reason } = options;
    const author = compiled.authors.get(rule);
    const act = { rule, actor: operatorId(), now: new Date(), author, reason };
    const waits = await liftRule(database.db, act);
    if (options.json) sayJson({ rule, lifted: waits === null, approvedBy: waits?.approved_by ?? null });
    else if (waits === null) say(`${rule} speaks again`);
    else sayComposed(describe(waits));
    return waits === null ? EXIT.done : EXIT.findings;
  });
}

/** Every hold there was, those in force first. */
export function listRuleHolds(options: SharedOptions): Promise<number> {
  return withRecords(options, 'rules', async ({ database }) => {
    const holds = await readRuleHolds(database.db);
    if (options.json) sayList(holds.map(toJson), options);
    else if (holds.length === 0) say('no rule is or was on hold');
    else for (const one of holds) sayComposed(describe(one));
    return EXIT.done;
  });
}

function requireHoldable({ compiled }: RuleSet, rule: string): void {
  if (!compiled.rules.some(({ id }) => id === rule)) {
    throw new AppError(
      'usage.invalid',
      `expected a live rule of these packs, found none with the id "${rule}"`,
    );
  }
  if (holdableRules(compiled).has(rule)) return;
  throw new AppError(
    'hold.refused',
    `expected a rule that speaks for an offer, found "${rule}", which protects or speaks against one: without it more posts would be flagged, and a hold only takes away. Such a rule changes by a release`,
    { rule },
  );
}

function describe(hold: RuleHold): string {
  const { rule, reason, held_at, held_by, approved_by, lift_reason, lifted_by, lifted_at } = hold;
  const since = `${rule}  on hold since ${held_at.toISOString()} by ${held_by}: ${quoted(reason)}`;
  const why = lift_reason === null ? '' : `: ${quoted(lift_reason)}`;
  if (lifted_at !== null)
    return `${since}; lifted ${lifted_at.toISOString()} by ${approved_by} and ${lifted_by}${why}`;
  return approved_by === null
    ? since
    : `${since}; ${approved_by} would lift it, a second person must say so${why}`;
}

function toJson({ figures, ...hold }: RuleHold) {
  return { ...hold, figures: figures === null ? null : JSON.parse(figures) };
}
