import type { CompiledRule } from '../compile/compiled-rules.ts';
import type { PatternGate } from '../schema.ts';
import { normalisedText } from '../text/normalise.ts';
import { type Found, MAX_HITS_PER_RULE } from './found.ts';

/** Runs the patterns whose gate is open. Most posts have no digit, link, handle or flag and pay almost nothing. */
export function matchPatterns(found: Found): void {
  const { compiled } = found;
  if (compiled.patternRules.length === 0) return;
  const open = openGates(found.text.units, found.text.length);
  if (open.size === 0) return;
  let text: string | null = null;
  for (const index of compiled.patternRules) {
    const rule = compiled.rules[index];
    if (rule === undefined || !rule.patterns.some(({ gate }) => open.has(gate))) continue;
    text ??= normalisedText(found.text);
    runRule(found, { index, rule }, { text, open });
  }
}

function runRule(
  found: Found,
  owner: { index: number; rule: CompiledRule },
  post: { text: string; open: ReadonlySet<PatternGate> },
): void {
  let kept = 0;
  try {
    for (const { expression, gate } of owner.rule.patterns) {
      if (!post.open.has(gate)) continue;
      expression.lastIndex = 0;
      for (let hit = expression.exec(post.text); hit !== null; hit = expression.exec(post.text)) {
        if (hit[0] === '') expression.lastIndex += 1;
        else {
          found.hits.push({ rule: owner.index, start: hit.index, end: hit.index + hit[0].length });
          kept += 1;
        }
        if (kept >= MAX_HITS_PER_RULE) return;
      }
    }
  } catch (error) {
    // Only the error's name: a message could quote the post.
    found.errors.push({ rule: owner.index, error: error instanceof Error ? error.name : 'Error' });
  }
}

const CURRENCY = new Set(Array.from('$€£¥₺₽₹₨฿₫₴', (sign) => sign.charCodeAt(0)));

function openGates(units: Uint16Array, length: number): ReadonlySet<PatternGate> {
  const open = new Set<PatternGate>();
  for (let i = 0; i < length; i += 1) {
    const unit = units[i] ?? 0;
    if (unit >= 97 && unit <= 122) continue;
    if (unit >= 48 && unit <= 57) open.add('digit');
    else if (unit === 64) open.add('at');
    else if (unit === 47) open.add('slash');
    else if (unit === 0xd83c) openFlag(units, i, open);
    else if (unit >= 0x2190 && unit <= 0x21ff) open.add('arrow');
    else if ((unit === 36 || unit > 160) && CURRENCY.has(unit)) open.add('currency');
  }
  return open;
}

function openFlag(units: Uint16Array, at: number, open: Set<PatternGate>): void {
  const low = units[at + 1] ?? 0;
  if (low >= 0xdde6 && low <= 0xddff) open.add('flag');
}
