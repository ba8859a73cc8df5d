import { NO_RECORD, type WordRecord } from '../compile/token-table-data.ts';
import { hashUnits } from '../text/hash.ts';
import { OTHER } from '../text/token-marks.ts';
import { findAddresses } from './addresses.ts';
import { lookupDisguised, lookupDotless } from './disguised-token.ts';
import type { Found } from './found.ts';
import { resetMeanings, setMeaning, setMeanings, setNoMeaning, UNASKED } from './meanings.ts';
import { numberRecord } from './number-token.ts';

/** Looks up once what each token can stand for in any term of any language. */
export function readTokens(found: Found): void {
  const { tokens, sifted, meanings, addresses, reader, text } = found;
  resetMeanings(meanings, tokens.length, found.table.data.sieve.isWhole ? NO_RECORD : UNASKED);
  findAddresses(addresses, text, tokens);
  if (addresses.length > 0) leaveOutAddresses(found);
  const { candidates, candidateCount } = sifted;
  const { kernel } = reader;
  kernel?.reach(candidateCount);
  for (let i = 0; i < candidateCount; i += 1) {
    if (kernel === null) i = lookUpPlain(found, i);
    else i = kernel.lookUp(meanings, i, candidateCount);
    if (i < candidateCount) lookUpCarefully(found, candidates[i] ?? 0);
  }
}

/**
 * Looks up candidates from the one numbered `first` on for as long as each is a number, spelled as a term spells it, or certainly
 * without meaning; answers which it stopped at.
 */
function lookUpPlain(found: Found, first: number): number {
  const { table, text, tokens, sifted } = found;
  const { candidates, candidateCount } = sifted;
  for (let i = first; i < candidateCount; i += 1) {
    const at = candidates[i] ?? 0;
    const from = tokens.start[at] ?? 0;
    const to = tokens.end[at] ?? 0;
    const other = tokens.other[at] ?? 0;
    if (to - from === 1 && (other & OTHER.reading) !== 0) return i;
    let record = table.lookup(text.units, from, to, tokens.hash[at] ?? 0);
    if (record === NO_RECORD && other !== 0) record = numberRecord(found, from, to);
    if (record === NO_RECORD && other !== 0) return i;
    settle(found, at, record);
  }
  return candidateCount;
}

/** Says of the parts of handles and links that they mean nothing, and looks none of them up. */
function leaveOutAddresses({ addresses, sifted, meanings }: Found): void {
  const { candidates, candidateCount } = sifted;
  for (const address of addresses) setNoMeaning(meanings, address);
  let address = 0;
  let count = 0;
  for (let i = 0; i < candidateCount; i += 1) {
    const at = candidates[i] ?? 0;
    while (address < addresses.length && (addresses[address] ?? 0) < at) address += 1;
    if (addresses[address] === at) continue;
    candidates[count] = at;
    count += 1;
  }
  sifted.candidateCount = count;
}

/** Looks up a token that may be another word than it is spelled. */
function lookUpCarefully(found: Found, at: number): void {
  const { text, tokens } = found;
  const from = tokens.start[at] ?? 0;
  const to = tokens.end[at] ?? 0;
  if (to - from === 1 && ((tokens.other[at] ?? 0) & OTHER.reading) !== 0) {
    settle(found, at, lookupLaughter(found, text.units[from] ?? 0));
    found.meanings.isAsSpelled = false;
    return;
  }
  const record = lookupDisguised(found, at);
  const several = record === NO_RECORD ? lookupDotless(found, at) : NONE;
  if (record !== NO_RECORD || several.length > 0) found.meanings.isAsSpelled = false;
  if (several.length > 0) setMeanings(found.meanings, at, found.table, several);
  else settle(found, at, record);
}

const NONE: readonly WordRecord[] = [];

function settle({ meanings, table }: Found, at: number, record: WordRecord): void {
  if (record === NO_RECORD) setNoMeaning(meanings, at);
  else setMeaning(meanings, at, table.data.records, record);
}

const twice = new Uint16Array(2);

/** A word of one letter again and again ("hhhh") is listed as two of it. */
function lookupLaughter({ table }: Found, unit: number): number {
  twice.fill(unit);
  return table.lookup(twice, 0, 2, hashUnits(twice, 0, 2));
}
