import type { Entity, ExplainedSignal, Explanation, Missing } from '../../../rules/index.ts';
import { quoted, quotedPieces, type Style, type Terminal, visible } from '../terminal.ts';

const LANE_STYLE: Readonly<Record<string, Style>> = { review: 'yellow', protect: 'cyan', none: 'dim' };
const NONE = '  (nothing)';

/** An explanation for the terminal: lane, text with its marks, every point, and what was missing. */
export function describeExplanation(text: string, explanation: Explanation, terminal: Terminal): string {
  const { assessment, isChecked, offer, counter, atRisk, notAtRisk, entities, missing } = explanation;
  const { lane, score, language, release } = assessment;
  const sections = [
    [
      terminal.style(LANE_STYLE[lane] ?? 'dim', `lane ${lane}`),
      score === null ? 'no score: people at risk are never ranked' : `score ${score}`,
      `language ${visible(language)}${isChecked ? '' : ', its words not checked by a native reader'}`,
      `release ${release ?? 'none (unsigned packs)'}`,
    ].join('   '),
    marked(text, explanation, terminal),
  ];
  if (atRisk.length > 0) sections.push(section('People at risk', atRisk, terminal));
  if (notAtRisk.length > 0) sections.push(section('Against a person at risk', notAtRisk, terminal));
  sections.push(section('For an offer', offer, terminal), section('Against an offer', counter, terminal));
  if (explanation.shadow.length > 0)
    sections.push(section('In shadow: found by rules that do not speak', explanation.shadow, terminal));
  if (entities.length > 0)
    sections.push(['Named in it', ...entities.map((one) => describeEntity(one, text))].join('\n'));
  const remarks = remarksOf(explanation);
  if (remarks.length > 0)
    sections.push(['Remarks', ...remarks.map((line) => `  ${visible(line)}`)].join('\n'));
  if (missing.length > 0)
    sections.push(
      ['Missing for review', ...missing.map((part) => `  ${visible(describeMissing(part))}`)].join('\n'),
    );
  return sections.join('\n\n');
}

function describeEntity({ kind, start, end, value }: Entity, text: string): string {
  return `  ${kind}: ${quoted(text.slice(start, end))} ${start}-${end}, the same as ${quoted(value)}`;
}

function section(title: string, signals: readonly ExplainedSignal[], terminal: Terminal): string {
  const lines = signals.flatMap((signal) => describeSignal(signal, terminal));
  return [title, ...(lines.length === 0 ? [NONE] : lines)].join('\n');
}

function describeSignal(signal: ExplainedSignal, { style }: Terminal): readonly string[] {
  const { rule, category, weight, text, term, title, gloss, benign, knownFalsePositives } = signal;
  const { counted, evidence } = signal;
  const points = `${weight}`.padStart(3);
  const sum = counted || weight === 0 ? '' : style('dim', ' (not counted)');
  const review = evidence === 'needs-native-review' ? style('dim', ' needs native review') : '';
  return [
    `  ${points} ${visible(category)}: ${style('bold', quoted(text))} ${signal.start}-${signal.end}${sum}`,
    style('dim', `      ${visible(`${rule}: ${title} (${gloss.en})`)}`) + review,
    ...(term === null ? [] : [style('dim', `      read as ${quoted(term)}`)]),
    style('dim', `      harmless where: ${visible(benign)}`),
    ...knownFalsePositives.map((told) => style('dim', `      known to find wrongly: ${visible(told)}`)),
  ];
}

/** The text with all that was found marked in it; where marks overlap, the first one shows. */
function marked(text: string, explanation: Explanation, terminal: Terminal): string {
  const { offer, counter, atRisk, notAtRisk } = explanation;
  const styled = [
    ...atRisk.map((signal) => ({ signal, style: 'cyan' as const })),
    ...offer.map((signal) => ({ signal, style: 'yellow' as const })),
    ...[...counter, ...notAtRisk].map((signal) => ({ signal, style: 'green' as const })),
  ].toSorted((a, b) => a.signal.start - b.signal.start);
  const pieces: { text: string; style: Style | null }[] = [];
  let at = 0;
  for (const { signal, style } of styled) {
    if (signal.start < at) continue;
    pieces.push({ text: text.slice(at, signal.start), style: null }, { text: signal.text, style });
    at = signal.end;
  }
  pieces.push({ text: text.slice(at), style: null });
  return quotedPieces(pieces, terminal);
}

function remarksOf({ assessment }: Explanation): readonly string[] {
  return assessment.trace.flatMap((step) => {
    if (step.step === 'undone') return [`disguise undone, worth nothing: ${step.what.join(', ')}`];
    if (step.step === 'quoted') return [`inside quotation marks, worth nothing: ${step.rule}`];
    if (step.step === 'errored') return [`rule failed: ${step.rule}: ${step.error}`];
    if (step.step === 'passage')
      return [`the offer stands in ${step.start}-${step.end}; what the rest is about was left out`];
    if (step.step === 'shadowed') return [`not flagged for review: ${step.language} is in shadow`];
    if (step.step === 'protection') return [`protected by ${step.rule}`];
    if (step.step === 'protection-together')
      return [`protected by signs that add up: ${step.rules.join(', ')}`];
    if (step.step === 'weighed')
      return [`for a person at risk: ${step.weight > 0 ? '+' : ''}${step.weight} ${step.rule}`];
    if (step.step === 'gate' && step.part === 'protection')
      return [`signs of a person at risk come to ${step.points}, ${step.needed} are needed`];
    if (step.step === 'protection-excused')
      return [`${step.rule} stood back: what reads as ${step.by} weighs more`];
    if (step.step === 'offer-and-distress')
      return [`offer evidence beside distress: ${step.kinds.join(', ')}`];
    return [];
  });
}

function describeMissing(missing: Missing): string {
  if (missing.part === 'provider') return "a provider's own voice (we take, places left, pay on arrival)";
  if (missing.part === 'kinds') {
    const found = missing.found.length === 0 ? 'none' : missing.found.join(', ');
    return `${missing.needed} independent kinds of evidence, found ${missing.found.length} (${found})`;
  }
  return `${missing.needed} points, found ${missing.score}: ${missing.needed - missing.score} more`;
}
