// What is known of a unit of the text, from the table that the other side fills as it meets units.

@inline export function folded(at: i32): u32 { return load<u16>(at << 1, FOLDED); }

/** The unit before that at `at`; 0 before the first. */
@inline export function foldedBefore(at: i32): u32 { return load<u16>(at << 1, FOLDED - 2); }

@inline export function infoOf(unit: u32): u32 { return load<u32>(unit << 2, PLAIN); }

@inline export function kindOf(info: u32): u32 { return (info >>> TRAITS_SHIFT) & CLASS; }

/** Letters and digits: the two kinds that words are made of, 1 and 2. */
@inline export function isInWord(kind: u32): bool { return kind - 1 < 2; }

/** 1 for a letter among what stands for itself: letters and what parts words. */
@inline export function isLetter(info: u32): u32 {
  return (info >>> TRAITS_SHIFT) & LETTER;
}

/** 1 for letters, digits and signs that stand for letters. */
@inline export function isWordLike(info: u32): u32 {
  return u32(isInWord(kindOf(info))) | u32((info & LEET_SIGN) != 0);
}

/** Of a unit that folds to several: where that is told, and how many they are. */
@inline export function expansionOf(info: u32): u32 { return EXPANSIONS + ((info & EXPANSION) << EXPANSION_SHIFT); }
