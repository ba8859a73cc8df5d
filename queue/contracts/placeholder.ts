/** What somebody says in words in an authorisation. */
export const WORD_FIELDS = ['legalBasis', 'controller', 'necessity', 'requester', 'approver'] as const;
export type WordField = (typeof WORD_FIELDS)[number];

/** The examples have words in angle brackets where an authority has to write its own. */
const IN_BRACKETS = /^<[^<>]*>$/;

/** Words that the examples had before they had brackets: files that were copied from them may hold them still. */
const OF_EARLIER_EXAMPLES: ReadonlySet<string> = new Set([
  'the provision that allows this collection',
  'replace with the provision that allows this use, or with the reference of the case',
  'the authority that answers for it',
  'say which other means were considered, and why they would not reach the purpose',
  'say why the posts are needed as texts, and what less would not reach',
]);

/** Which words of an authorisation are an example's: nobody has said them, so nothing rests on them. */
export function placeholdersOf(authorisation: Readonly<Partial<Record<WordField, string>>>): WordField[] {
  return WORD_FIELDS.filter((field) => isPlaceholder(authorisation[field] ?? ''));
}

function isPlaceholder(words: string): boolean {
  const plain = words.replaceAll(/\s+/g, ' ').trim();
  return IN_BRACKETS.test(plain) || OF_EARLIER_EXAMPLES.has(plain);
}
