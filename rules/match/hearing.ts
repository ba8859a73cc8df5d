import { letterGroup } from '../text/letter-group.ts';
import type { Found } from './found.ts';
import { hearScript } from './hear-script.ts';
import { hearStretches } from './hear-stretches.ts';

/** A post of so many known tokens is heard as a whole. */
const SHORT = 14;
/** So is one in which fewer words are none of its plain languages': nobody else says anything in it. */
const LEAST_FOREIGN = 2;

/**
 * Settles which languages speak in the post and which is the clearest, by how many of its words each uses at all. Short
 * words mean different things in neighbouring languages, and one that happens to fit is no sentence: only languages that
 * speak here are looked at further. Languages are neighbours where they share their letters, so each script is heard by
 * itself: an English sentence behind an Arabic offer hides none of it. Within a script, two words side by side that the
 * plain language does not use are another one; and in a longer post each line or sentence is heard by itself, so that an offer
 * among ten paragraphs of a neighbour's news is read as if it stood alone.
 */
export function listen(found: Found): void {
  const { speaks, clearestIn } = found;
  const { knownCount } = found.meanings;
  speaks.fill(0);
  found.stretches.count = 0;
  let groups = readScripts(found);
  let clearest = -1;
  let most = 0;
  let foreign = 0;
  for (let group = 0; groups !== 0; group += 1, groups >>>= 1) {
    if ((groups & 1) === 0) continue;
    const { count, words, language } = hearScript(found, { group, from: 0, to: knownCount }, speaks);
    clearestIn[group] = language;
    foreign += words - count;
    if (count <= most) continue;
    most = count;
    clearest = language;
  }
  found.clearest = clearest;
  if (knownCount > SHORT && foreign >= LEAST_FOREIGN) hearStretches(found);
}

/** Reads the script off each known token; answers which there are, as bits. Numbers and emoji are words of no language. */
function readScripts({ meanings, text, tokens }: Found): number {
  const { known, script } = meanings;
  let groups = 0;
  for (let i = 0; i < meanings.knownCount; i += 1) {
    const group = letterGroup(text.units[tokens.start[known[i] ?? 0] ?? 0] ?? 0);
    script[i] = group;
    groups |= 1 << group;
  }
  return groups & ~1;
}
