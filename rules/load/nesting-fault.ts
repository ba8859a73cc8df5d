import { Lexer } from 'yaml';
import type { Fault } from './fault.ts';

/** A pack has seven, and the parser goes deeper by calling itself: it ends somewhere beyond eight hundred, now and then with the process. */
const MAX_DEPTH = 100;
/** A level of a block takes a column at least; no line of a pack begins so far to the right. */
const MAX_INDENT = 400;
const DEEP_BLOCK = new RegExp(
  `^(?:[ \\t]*(?:[-?:][ \\t]+){${MAX_DEPTH}}|[ \\t]{${MAX_INDENT}}[ \\t]*[^\\s#])`,
  'm',
);

/** Where lists or maps stand in each other so deep that reading them could end the process, or null. */
export function nestingFault(file: string, source: string): Fault | null {
  const at = deepFlow(source) ?? DEEP_BLOCK.exec(source)?.index;
  if (at === undefined) return null;
  const lines = source.slice(0, at).split('\n');
  const message = `expected at most ${MAX_DEPTH} lists or maps in each other, found more; write the values out, each in its place`;
  const column = (lines.at(-1) ?? '').length + 1;
  return { file, line: lines.length, column, code: 'rules.too-deep', message };
}

/** Brackets are told from those in words only where there are so many that it matters: no shipped pack comes near. */
function deepFlow(source: string): number | undefined {
  return isDeepIfAllCount(source) ? deepBracket(source) : undefined;
}

function isDeepIfAllCount(source: string): boolean {
  let depth = 0;
  for (let at = 0; at < source.length; at += 1) {
    const unit = source.charCodeAt(at);
    if (unit === 0x5b || unit === 0x7b) depth += 1;
    else if ((unit === 0x5d || unit === 0x7d) && depth > 0) depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** What the lexer puts before a scalar, and its other signs, which no text holds. */
const BEFORE_SCALAR = '\u001F';
const SIGNS: ReadonlySet<string> = new Set([BEFORE_SCALAR, '\u0002', '\u0018']);

function deepBracket(source: string): number | undefined {
  let at = 0;
  let depth = 0;
  let before = '';
  for (const token of new Lexer().lex(source)) {
    if (before !== BEFORE_SCALAR) {
      if (token === '[' || token === '{') depth += 1;
      else if (token === ']' || token === '}') depth -= 1;
      if (depth > MAX_DEPTH) return at;
    }
    if (!SIGNS.has(token)) at += token.length;
    before = token;
  }
  return undefined;
}
