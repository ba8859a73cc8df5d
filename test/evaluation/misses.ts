/**
 * For whoever writes words: where the shipped packs go wrong on one language, with what was found and what was missing.
 * `npm run -s misses -- <language> [tuned|held]`
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Assessment, createScorer, loadRules, shippedPacksDir } from '../../rules/index.ts';
import { type Case, readCases } from './read-cases.ts';
import { isAtRisk } from './tally.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/evaluation');

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { file: { type: 'string' }, all: { type: 'boolean', default: false } },
});
const [language = 'en', half = 'tuned'] = positionals;
const loaded = await loadRules(shippedPacksDir(), null);
if (!loaded.ok) {
  for (const { file, line, column, message } of loaded.faults)
    process.stdout.write(`${file}:${line}:${column} ${message}\n`);
  process.exit(1);
}
const scorer = createScorer(loaded.compiled, { release: null });
const cases = await readCases(values.file ?? join(FIXTURES, half, `${language}.ndjson`));
const mine = values.file === undefined ? cases : cases.filter(({ lang }) => lang === language);
let wrong = 0;
for (const one of mine) {
  const assessment = scorer.score({ text: one.text });
  const fault = faultOf(one, assessment);
  if (fault === null && !values.all) continue;
  if (fault !== null) wrong += 1;
  process.stdout.write(`${explained(one, assessment, fault ?? 'right')}\n`);
}
process.stdout.write(`${language} ${half}: ${wrong} wrong of ${mine.length}\n`);

function faultOf(one: Case, { lane }: Assessment): string | null {
  const { label } = one;
  if (label === 'offer') return lane === 'review' ? null : `MISSED OFFER (${lane})`;
  if (lane === 'review') return `FALSE FLAG (${label})`;
  if (label === 'protect') return lane === 'none' && isAtRisk(one) ? 'MISSED PERSON AT RISK' : null;
  return lane === 'protect' ? 'harmless in protection' : null;
}

function explained(one: Case, assessment: Assessment, fault: string): string {
  const found = [...assessment.signals, ...assessment.counterSignals].map(
    ({ rule, start, end, weight }) => `${rule}(${weight})=${one.text.slice(start, end)}`,
  );
  const steps = assessment.trace.flatMap((step) => (step.step === 'gate' && !step.met ? [step.part] : []));
  return `${fault} ${one.id} ${one.functionality} score=${assessment.score} lang=${assessment.language} unmet=${steps.join('+')}\n   ${one.text}\n   ${found.join('\n   ')}`;
}
