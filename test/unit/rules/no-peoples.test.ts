import { describe, expect, it } from 'vitest';
import { normalise } from '../../../rules/text/normalise.ts';
import { shippedPacks } from './shipped-packs.ts';

/** Peoples, faiths and dialects in several languages: none may ever be a term, whatever it would add. */
const CANARIES = [
  ...[
    'syrian',
    'afghan',
    'iraqi',
    'kurd',
    'kurdish',
    'eritrean',
    'ethiopian',
    'somali',
    'nigerian',
    'albanian',
  ],
  ...[
    'pakistani',
    'indian',
    'bengali',
    'haitian',
    'venezuelan',
    'vietnamese',
    'moroccan',
    'algerian',
    'tunisian',
  ],
  ...[
    'muslim',
    'christian',
    'jewish',
    'yazidi',
    'hindu',
    'sikh',
    'roma',
    'gypsy',
    'arab',
    'african',
    'uyghur',
  ],
  ...['سوري', 'سوريين', 'عراقي', 'أفغاني', 'كردي', 'مغربي', 'جزائري', 'سوداني', 'مسلم', 'مسيحي', 'يزيدي'],
  ...['افغان', 'افغانی', 'هزاره', 'پشتون', 'کرد', 'شیعه', 'سنی', 'کورد', 'عێراقی', 'ئێزیدی'],
  ...['افغانی', 'پاکستانی', 'بنگالی', 'ہندو', 'شیعہ', 'suriyeli', 'afgan', 'kürt', 'alevi', 'ıraklı'],
  ...['syrien', 'afghan', 'algérien', 'marocain', 'sénégalais', 'musulman', 'chrétien', 'juif'],
  ...['haitiano', 'venezolano', 'hondureño', 'guatemalteco', 'mexicano', 'cubano', 'indígena', 'judío'],
  ...['таджик', 'узбек', 'афганец', 'сириец', 'цыган', 'мусульманин', 'еврей', 'ኤርትራዊ', 'ኦሮሞ', 'ትግሬ', 'አማራ'],
];

const packs = await shippedPacks();
const terms = packs.flatMap(({ rules, words: listed, money }) => [
  ...rules.flatMap((rule) => [...(rule.terms ?? []), ...(rule.with ?? []).flat(), ...(rule.without ?? [])]),
  ...Object.values(listed ?? {}).flat(),
  ...Object.values(money?.multipliers ?? {}).flat(),
]);
const words = terms.flatMap((term) => term.split(/\s+/).map((word) => normalise(word)));
const canaries = CANARIES.map((canary) => normalise(canary));

describe('terms', () => {
  it('name no people, faith or dialect', () => {
    const forbidden = new Set(canaries);
    expect(words.filter((word) => forbidden.has(word))).toEqual([]);
  });

  it('have no stem that would catch a people', () => {
    const stems = words.filter((word) => word.endsWith('*')).map((word) => word.slice(0, -1));
    expect(stems.filter((stem) => canaries.some((canary) => canary.startsWith(stem)))).toEqual([]);
  });

  it('use no stems for places', () => {
    const names = packs.flatMap(({ places }) =>
      (places ?? []).flatMap((entry) => Object.values(entry.in).flat()),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name) => name.includes('*'))).toEqual([]);
  });
});
