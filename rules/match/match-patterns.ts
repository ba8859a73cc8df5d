import { normalisedText } from '../text/normalise.ts';
import type { Found } from './found.ts';
import type { PatternRule } from './pattern-rules.ts';

/** Runs the patterns whose gate is open. Most posts have no digit, link, handle or flag and pay almost nothing. */
export function matchPatterns(found: Found, rules: readonly PatternRule[]): void {
  const open = found.tokens.traits;
  let text: string | null = null;
  for (const rule of rules) {
    if ((rule.gates & open) === 0) continue;
    text ??= normalisedText(found.text);
    runRule(found, rule, text);
  }
}

function runRule(found: Found, { rule, patterns }: PatternRule, text: string): void {
  try {
    for (const { expression, gate } of patterns)
      if ((gate & found.tokens.traits) !== 0) runPattern(found, rule, { expression, text });
  } catch (error) {
    // Only the error's name: a message could quote the post.
    found.errors.push({ rule, error: error instanceof Error ? error.name : 'Error' });
  }
}

/** What one pattern finds, whatever its gate. */
export function runPattern(
  found: Found,
  rule: number,
  { expression, text }: { readonly expression: RegExp; readonly text: string },
): void {
  expression.lastIndex = 0;
  for (let hit = expression.exec(text); hit !== null; hit = expression.exec(text)) {
    if (hit[0] === '') expression.lastIndex += 1;
    else found.hits.push({ rule, start: hit.index, end: hit.index + hit[0].length });
  }
}
