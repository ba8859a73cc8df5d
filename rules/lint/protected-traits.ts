/**
 * Peoples, faiths and dialects in several languages. No list can name them all; these are the ones most likely to slip
 * into a pack, and each stands for the rule that none may be a term, whatever it would add.
 */
export const PROTECTED_TRAITS: readonly string[] = [
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
  ...['سوري', 'سوريين', 'عراقي', 'أفغاني', 'كردي', 'أكراد', 'مغربي', 'مغاربة', 'جزائري', 'سوداني'],
  ...['مسلم', 'مسيحي', 'يزيدي'],
  ...['افغان', 'افغانی', 'هزاره', 'پشتون', 'کرد', 'شیعه', 'سنی', 'کورد', 'عێراقی', 'ئێزیدی'],
  ...['افغانی', 'پاکستانی', 'بنگالی', 'ہندو', 'شیعہ', 'suriyeli', 'afgan', 'kürt', 'alevi', 'ıraklı'],
  ...['syrien', 'afghan', 'algérien', 'marocain', 'sénégalais', 'musulman', 'chrétien', 'juif'],
  ...['haitiano', 'venezolano', 'hondureño', 'guatemalteco', 'mexicano', 'cubano', 'indígena', 'judío'],
  ...['таджик', 'узбек', 'афганец', 'сириец', 'цыган', 'мусульманин', 'еврей', 'ኤርትራዊ', 'ኦሮሞ', 'ትግሬ', 'አማራ'],
];

/** Words that are spelled like one of these and mean something else in the language: a verb, a coin, an adjective. */
export const HOMOGRAPHS: Readonly<Record<string, readonly string[]>> = {
  // Handed over; my age.
  ar: ['مسلم', 'سني'],
  acm: ['مسلم'],
  // Did.
  ckb: ['کرد'],
  fa: ['کرد'],
  // Did; the coin of Afghanistan.
  prs: ['کرد', 'افغانی'],
  // The coin; with holes.
  ps: ['افغانی', 'سوري'],
  // Short.
  kmr: ['kürt'],
  // Rome; with an ending also "of the novel".
  tr: ['roma'],
};
