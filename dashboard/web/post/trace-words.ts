import type { Assessment } from '../../../queue/contracts/index.ts';
import { languageName, number, sentenceList, weight } from '../state/format.ts';
import { named, t } from '../state/locale.ts';

type Step = Assessment['trace'][number];

/** A sign stays before its number in a sentence that runs from right to left. */
const leftToRight = (text: string) => `\u2066${text}\u2069`;

/** One step of the trace as a sentence. A step that this interface does not know is named, never left out. */
export function traceWords(step: Step): string {
  const category = (value: unknown) => named('category', String(value));
  switch (step.step) {
    case 'counted':
      return t('trace.counted', {
        category: category(step.category),
        weight: leftToRight(weight(Number(step.weight))),
      });
    case 'gate':
      return gateWords(step) ?? t('trace.other', { step: `gate ${String(step.part)}` });
    case 'protection':
      return t('trace.protection', { category: category(step.category) });
    case 'protection-together':
      return t('trace.protection-together', { found: codes(step.rules) });
    case 'weighed':
      return t('trace.weighed', {
        category: category(step.category),
        weight: leftToRight(weight(Number(step.weight))),
      });
    case 'protection-excused':
      return t('trace.protection-excused', { rule: String(step.rule), category: category(step.by) });
    case 'offer-and-distress':
      return t('trace.offer-and-distress', { found: list('category', step.kinds) });
    case 'passage':
      return t('trace.passage');
    case 'shadowed':
      return t('trace.shadowed', { language: languageName(String(step.language)) });
    case 'undone':
      return t('trace.undone', { what: list('undone', step.what) });
    case 'quoted':
      return t('trace.quoted', { rule: String(step.rule) });
    case 'errored':
      return t('trace.errored', { rule: String(step.rule) });
    default:
      return t('trace.other', { step: step.step });
  }
}

function gateWords(step: Step): string | null {
  const isMet = step.met === true;
  if (step.part === 'provider') return t(isMet ? 'trace.gate.provider.met' : 'trace.gate.provider.unmet');
  const needed = number(Number(step.needed));
  if (step.part === 'kinds') {
    const found = list('category', step.found);
    return t(isMet ? 'trace.gate.kinds.met' : 'trace.gate.kinds.unmet', { found, needed });
  }
  if (step.part === 'protection') {
    const points = leftToRight(number(Number(step.points)));
    return t(isMet ? 'trace.gate.protection.met' : 'trace.gate.protection.unmet', { points, needed });
  }
  if (step.part === 'threshold') {
    const score = number(Number(step.score));
    return t(isMet ? 'trace.gate.threshold.met' : 'trace.gate.threshold.unmet', { score, needed });
  }
  return null;
}

function codes(rules: unknown): string {
  return Array.isArray(rules) ? sentenceList(rules.map((rule) => leftToRight(String(rule)))) : '–';
}

function list(prefix: string, names: unknown): string {
  const known = Array.isArray(names) ? names.map((name) => named(prefix, String(name))) : [];
  return known.length === 0 ? '–' : sentenceList(known);
}
