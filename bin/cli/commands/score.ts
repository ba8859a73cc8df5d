import { z } from 'zod';
import type { Scorer, Signal } from '../../../rules/scoring.ts';
import { ExactId } from '../../../workers/intake/exact-id.ts';
import { type FileLine, readLines } from '../../../workers/intake/lines.ts';
import { EXIT } from '../exit.ts';
import { configFrom } from '../program.ts';
import { loadScorer } from '../rule-set.ts';
import { standardInput } from '../standard-input.ts';

const Line = z.object({
  id: ExactId,
  text: z.string(),
  lang: z.string().optional(),
});

/** Scores NDJSON from standard input in order. A bad line is reported and the rest goes on; the exit code is then 1. */
export async function score(options: {
  readonly packs?: string;
  readonly hold?: readonly string[];
  readonly shadow?: readonly string[];
}): Promise<number> {
  const scorer = await loadScorer(configFrom({}), {
    packs: options.packs,
    holds: options.hold,
    shadow: options.shadow,
  });
  // Once the reader is gone nothing is left to do, and nothing to put away.
  process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code === 'EPIPE') process.exit(EXIT.done);
  });
  let isClean = true;
  for await (const lines of readLines(standardInput())) {
    for (const line of lines) {
      const parsed = parseLine(line);
      if ('fault' in parsed) {
        isClean = false;
        process.stderr.write(`${JSON.stringify({ error: parsed.fault, line: line.number })}\n`);
        continue;
      }
      await write(`${JSON.stringify(scoreLine(scorer, parsed))}\n`);
    }
  }
  return isClean ? EXIT.done : EXIT.findings;
}

function scoreLine(scorer: Scorer, { id, text, lang }: z.infer<typeof Line>): unknown {
  const assessment = scorer.score({ text, language: lang });
  const { lane, score, language, release, holds, signals, counterSignals } = assessment;
  const spell = ({ rule, category, start, end, weight }: Signal) => ({
    rule,
    category,
    start,
    end,
    text: text.slice(start, end),
    weight,
  });
  return {
    id,
    lane,
    score,
    language,
    release,
    ...(holds.length === 0 ? {} : { holds }),
    signals: signals.map(spell),
    counterSignals: counterSignals.map(spell),
  };
}

function parseLine(line: FileLine): z.infer<typeof Line> | { fault: string } {
  if ('fault' in line) return line;
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch {
    // Without the parser's own words: they quote the line.
    return { fault: 'expected one JSON object, found text that is no JSON' };
  }
  const parsed = Line.safeParse(value);
  if (parsed.success) return parsed.data;
  return {
    fault: parsed.error.issues
      .map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`)
      .join('; '),
  };
}

/** Waits while the reader of a pipe is slower than we are. */
function write(text: string): Promise<void> | undefined {
  if (process.stdout.write(text)) return undefined;
  return new Promise((resolve) => process.stdout.once('drain', resolve));
}
