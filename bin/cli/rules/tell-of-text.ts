import type { ReadWords, ShadowRule, ToldByPacks } from '../../../dashboard/wire-try.ts';
import type { HeardPost, PackTeller, Signal, ToldSignal } from '../../../rules/index.ts';

/** What packs tell of what was found in a text, rule by rule; no weight is among it, whatever lane the text is in. */
export function tellOf(
  teller: PackTeller,
  post: HeardPost,
  found: readonly Signal[],
): { readonly rules: Readonly<Record<string, ToldByPacks>>; readonly shadow: readonly ShadowRule[] } {
  const groups = (signals: readonly Signal[]) => byRule(teller.tell(signals, post));
  return {
    rules: Object.fromEntries(groups(found).map((group) => [group[0].rule, toldOf(group)])),
    shadow: groups(teller.inShadow({ text: post.text })).map((group) => {
      const { rule, category, title, gloss, benign, evidence } = group[0];
      return { rule, category, info: { title, gloss, benign, evidence }, ...toldOf(group) };
    }),
  };
}

type Group = [ToldSignal, ...ToldSignal[]];

function byRule(signals: readonly ToldSignal[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const signal of signals) {
    const group = groups.get(signal.rule);
    if (group === undefined) groups.set(signal.rule, [signal]);
    else group.push(signal);
  }
  return [...groups.values()];
}

function toldOf(group: Group): ToldByPacks {
  const words = new Map<string, ReadWords>();
  for (const { text, entry } of group) words.set(text, { text, entry });
  return { words: [...words.values()], knownFalsePositives: group[0].knownFalsePositives };
}
