import type { LanguageIndex } from '../compile/element.ts';
import { cutIntoStretches } from './cut-stretches.ts';
import type { Found } from './found.ts';
import { hearScript, type Part } from './hear-script.ts';
import { makeRows, speaksIn } from './stretches.ts';

/** Fewer words of a script say nothing by themselves: in them those speak who do so in all that the post says in these letters. */
const LEAST_WORDS = 4;

/** What is known of the post when its stretches are heard. */
interface Hearing {
  readonly found: Found;
  /** By script, the languages that speak in all of its words, once somebody asked. */
  readonly ofScripts: Map<number, Uint8Array>;
  /** Room for the languages of one script in one stretch. */
  readonly room: Uint8Array;
}

/**
 * Hears each line or sentence of a post by itself. Languages were heard in the whole post before, and where the plain one of a script
 * leads in a stretch as well, others speak there that speak in both alone: in a few words half of all neighbours would fit.
 */
export function hearStretches(found: Found): void {
  const { stretches, speaks } = found;
  cutIntoStretches(found);
  const { count, ends } = stretches;
  if (count === 1) {
    stretches.count = 0;
    return;
  }
  makeRows(stretches, speaks);
  const hearing = { found, ofScripts: new Map<number, Uint8Array>(), room: new Uint8Array(speaks.length) };
  let from = 0;
  for (let stretch = 0; stretch < count; stretch += 1) {
    const to = ends[stretch] ?? from;
    stretches.clearest[stretch] = hear(hearing, from, to, speaksIn(stretches, stretch, speaks.length));
    from = to;
  }
}

/** Settles who speaks in one stretch, and answers the clearest. */
function hear(hearing: Hearing, from: number, to: number, into: Uint8Array): LanguageIndex {
  const { script } = hearing.found.meanings;
  let groups = 0;
  for (let i = from; i < to; i += 1) groups |= 1 << (script[i] ?? 0);
  groups &= ~1;
  into.fill(0);
  let clearest = -1;
  let most = 0;
  for (let group = 0; groups !== 0; group += 1, groups >>>= 1) {
    if ((groups & 1) === 0) continue;
    const { count, language } = hearPart(hearing, { group, from, to }, into);
    if (count <= most) continue;
    most = count;
    clearest = language;
  }
  return clearest;
}

function hearPart(
  hearing: Hearing,
  part: Part,
  into: Uint8Array,
): { readonly count: number; readonly language: LanguageIndex } {
  const { found, room } = hearing;
  const { speaks, tally } = found;
  const plain = found.clearestIn[part.group] ?? -1;
  room.fill(0);
  const { words, count, language } = hearScript(found, part, room);
  if (words < LEAST_WORDS) {
    add(ofScript(hearing, part.group), into);
    return { count: words, language: plain };
  }
  const isPlain = plain >= 0 && tally.countOf(plain) === count;
  for (let own = 0; own < into.length; own += 1)
    if (room[own] === 1 && (!isPlain || speaks[own] === 1)) into[own] = 1;
  return { count, language: isPlain ? plain : language };
}

function ofScript({ found, ofScripts }: Hearing, group: number): Uint8Array {
  const known = ofScripts.get(group);
  if (known !== undefined) return known;
  const heard = new Uint8Array(found.speaks.length);
  hearScript(found, { group, from: 0, to: found.meanings.knownCount }, heard);
  ofScripts.set(group, heard);
  return heard;
}

function add(speaks: Uint8Array, into: Uint8Array): void {
  for (let own = 0; own < into.length; own += 1) if (speaks[own] === 1) into[own] = 1;
}
