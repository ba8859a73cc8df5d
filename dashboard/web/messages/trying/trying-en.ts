/** Words of the page on which a text is tried: few people open it, so they come with it. */
export const tryingEn = {
  'try.title': 'Try a text',
  'try.lead':
    'How the rules in force read a text. For those who write rules: whoever is to judge a post judges it first.',
  'try.text': 'Text',
  'try.hint': 'It is scored and forgotten: neither stored nor logged.',
  'try.missing': 'Write a text first.',
  'try.submit': 'Read it',
  'try.language': 'Language: {language}',
  'try.lane.review': 'This would come to the review queue',
  'try.lane.protect': 'This would come to the protection lane',
  'try.lane.none': 'This would be erased without anybody seeing it',
  'try.packs.awaited': 'The packs are being read for what only they tell; that may take some seconds.',
  'try.packs.told':
    'What only the packs tell is shown as well: which words were read, and what rules in shadow would find.',
  'try.packs.changed':
    'The rule files were changed since this process began, so they cannot tell which words were read or what rules in shadow would find. It has to be restarted, or the files restored.',
  'try.packs.unreadable':
    'The rule files cannot be read, so they cannot tell which words were read or what rules in shadow would find. “vigie rules lint” names their faults.',
  'try.packs.failed': 'What only the packs tell could not be loaded',
  'try.errored': 'Rules that failed, in the program’s own words',
  'try.read-as': 'Read as',
  'try.wrongly': 'Known to find wrongly',
  'try.shadow': 'In shadow: found by rules that do not speak',
  'try.shadow.hint': 'Nothing of this is counted: these rules are being tried.',
  'try.named': 'Named in the text',
  'try.named.hint': 'This says nothing for or against an offer.',
  'try.named.same': 'the same as',
  'try.named.phone': 'Telephone number',
  'try.named.handle': 'Account name',
  'try.named.link': 'Link',
  'try.named.price': 'Sum',
  'try.named.route': 'Route',
  'try.named.date': 'Date',
  'try.lacks': 'Missing for review',
  'try.lacks.provider':
    'The voice of somebody who provides the journey, such as “we take you”, “places left” or “pay on arrival”.',
  'try.lacks.kinds': 'Independent kinds of evidence: {needed} are needed, {count} found ({found}).',
  'try.lacks.threshold': 'Points: {needed} are needed, {score} found, {more} missing.',
  'try.lacks.protect':
    'Not asked: of a text of a person at risk nothing is counted, neither for an offer nor against one.',
} as const;

export type TryingWords = Readonly<Record<keyof typeof tryingEn, string>>;
