import { text as readAll } from 'node:stream/consumers';
import { AppError } from '../../../queue/runtime/errors.ts';
import { createExplainer } from '../../../rules/index.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { loadScorer } from '../rule-set.ts';
import { describeExplanation } from '../rules/describe-explanation.ts';
import { readSoundPacks } from '../rules/read-packs.ts';
import { standardInput } from '../standard-input.ts';
import { sayComposed, sayJson, terminalOf } from '../terminal.ts';

export interface ExplainOptions {
  readonly packs?: string;
  readonly hold?: readonly string[];
  readonly shadow?: readonly string[];
  readonly language?: string;
  readonly json?: boolean;
}

/** Says how the rules read one text; `-` takes it from standard input. */
export async function explainText(argument: string, options: ExplainOptions): Promise<number> {
  const text = argument === '-' ? (await readAll(standardInput())).replace(/\n$/, '') : argument;
  if (text.trim() === '') throw new AppError('usage.invalid', 'expected a text to explain, found nothing');
  const scorer = await loadScorer(configFrom({}), {
    packs: options.packs,
    holds: options.hold,
    shadow: options.shadow,
  });
  // The entries behind the words stand in the packs alone.
  const { located } = await readSoundPacks(options);
  const packs = located.map(({ pack }) => pack);
  const explainer = createExplainer(packs, scorer);
  const explanation = explainer.explain({ text, language: options.language });
  if (options.json) sayJson(explanation);
  else sayComposed(describeExplanation(text, explanation, terminalOf(process.stdout)));
  return EXIT.done;
}
