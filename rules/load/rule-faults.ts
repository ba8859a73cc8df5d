import { isProtectionKind } from '../categories.ts';
import type { PackFile, Rule } from '../schema.ts';
import type { Fault, Locate } from './fault.ts';

/** What a shape alone cannot say: how the parts of one rule must agree with each other and with their pack. */
export function ruleFaults(file: string, pack: PackFile, locate: Locate): readonly Fault[] {
  const faults: Fault[] = [];
  pack.rules.forEach((rule, index) => {
    for (const { key, code, message } of disagreements(rule, pack.language)) {
      faults.push({ file, ...locate(['rules', index, key]), code, message: `rule "${rule.id}": ${message}` });
    }
  });
  return faults;
}

interface Disagreement {
  readonly key: string;
  readonly code: string;
  readonly message: string;
}

function disagreements(rule: Rule, language: string): readonly Disagreement[] {
  const found: Disagreement[] = [];
  const [prefix, category] = rule.id.split('.');
  if (prefix !== language) {
    found.push({
      key: 'id',
      code: 'rules.bad-id',
      message: `expected an id that begins with the pack's "${language}.", found "${prefix}."; rename it`,
    });
  }
  if (category !== rule.category) {
    found.push({
      key: 'id',
      code: 'rules.bad-id',
      message: `expected the id to name its category "${rule.category}", found "${category}"; make them agree`,
    });
  }
  if ([rule.terms, rule.patterns, rule.route, rule.price].every((part) => part === undefined)) {
    found.push({
      key: 'id',
      code: 'rules.matches-nothing',
      message: 'expected terms, patterns, a route or a price, found none; add what the rule looks for',
    });
  }
  if (rule.route !== undefined && rule.category !== 'route') {
    found.push({
      key: 'route',
      code: 'rules.misplaced-route',
      message: `expected "route" only in category "route", found "${rule.category}"; place names are no other evidence`,
    });
  }
  if ((rule.with !== undefined || rule.without !== undefined) && rule.terms === undefined) {
    found.push({
      key: rule.with === undefined ? 'without' : 'with',
      code: 'rules.companion-without-terms',
      message: 'expected terms beside "with" or "without", found none; add the terms they stand near',
    });
  }
  found.push(...protectionDisagreements(rule));
  return found;
}

function protectionDisagreements(rule: Rule): readonly Disagreement[] {
  if (isProtectionKind(rule.category)) {
    if (rule.weight === 0) return [];
    const message = `expected weight 0, found ${rule.weight}; a person at risk is never ranked`;
    return [{ key: 'weight', code: 'rules.weighted-protection', message }];
  }
  if (rule.unless === undefined) return [];
  const message = 'expected "unless" only on protection rules; use counter-signals to weigh against an offer';
  return [{ key: 'unless', code: 'rules.misplaced-unless', message }];
}
