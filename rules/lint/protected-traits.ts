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
  ...inWords(
    'hazara pashtun pathan tajik uzbek turkmen baloch balochi punjabi sindhi saraiki rohingya oromo amhara tigrayan',
    'tigrinya berber amazigh kabyle zaghawa masalit fulani yoruba igbo mandinka tutsi hutu',
    'ahmadi ismaili shia shiite sunni alawite alevi druze copt coptic assyrian chaldean turkmen yezidi bahai jew',
    'sinti tamil sinhalese hmong tibetan chechen kyrgyz kazakh azeri palestinian sudanese yemeni iranian',
    'bangladeshi burmese congolese gambian senegalese malian guinean ivorian ghanaian cameroonian egyptian',
  ),
  ...inWords(
    'هزارة بلوشي طاجيكي أوزبكي تركماني أمازيغي زغاوي شيعي قبطي درزي علوي آشوري كلداني سيخي هندوسي يهودي بنغالي',
    'صومالي إريتري إثيوبي فلسطيني بشتون أرومو أمهري فولاني هوسا روهينغا شركسي شيشاني',
  ),
  ...inWords(
    'تاجیک ازبک بلوچ ترکمن ایزدی یهودی مسیحی سوری عراقی ایرانی هندو',
    'پنجابی سندھی پٹھان عیسائی قادیانی',
  ),
  ...inWords('ئێرانی ئەفغانی سووری عەرەب تورکمان مەسیحی موسڵمان هەزارە ئاشووری', 'تاجک بلوڅ روهینګیا'),
  ...inWords(
    'хазареец пуштун туркмен киргиз кыргыз казах уйгур чеченец дагестанец ингуш армянин азербайджанец курд езид араб',
    'иракец иранец пакистанец индус бенгалец африканец сомалиец эритреец эфиоп нигериец христианин буддист шиит суннит',
    'сирієць афганець іракець курд ромка циган єврей мусульманин християнин',
  ),
  ...inWords('ኢትዮጵያዊ ትግራዋይ ሱዳናዊ ሙስሊም ክርስቲያን', 'রোহিঙ্গা বাঙালি হিন্দু মুসলিম মুসলমান খ্রিস্টান'),
  ...inWords('मुसलमान मुस्लिम हिंदू सिख ईसाई दलित पंजाबी रोहिंग्या', 'αφγανός κούρδος πακιστανός τσιγγάνος'),
];

function inWords(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

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
  // A holiday.
  ha: ['hutu'],
  // Rome, with an ending also "of the novel"; a barber.
  tr: ['roma', 'berber'],
  az: ['berber'],
};

/**
 * Names of places and coins in which the name of a people stands, by the language that lists them. A name comes in here only where it
 * means the place or the coin, and says so as no other name does.
 */
export const NAMES_LIKE_PEOPLES: Readonly<Record<string, readonly string[]>> = {
  // The capital of Italy, spelled like the people in most languages written in Latin letters.
  ...Object.fromEntries(
    inWords('ar-Latn az el es ha id it kmr pt ro so sq sw ur-Latn vi').map((tag) => [tag, ['Roma']]),
  ),
  // What the coast of Syria is called; coins that share their name with those of other countries (lira, dinar).
  ar: [
    ...['الساحل السوري', 'عين العرب', 'ليرة سوري'],
    ...['دينار جزائري', 'دينار عراقي', 'دينار ليبي', 'دينار تونسي', 'دينار أردني'],
  ],
  'ar-Latn': ['Roma', 'dinar tounsi', 'dinar libi', 'jnih libi', 'geneh libi'],
  az: ['Roma', 'Birləşmiş Ərəb Əmirlikləri'],
  // The countries, which French calls their people like.
  de: ['Algerien', 'Syrien'],
  en: ['Turks and Caicos'],
  es: ['Roma', 'pesos colombianos', 'pesos chilenos', 'bolivianos'],
  // The coin of Afghanistan: no other word names it.
  fa: ['افغانی'],
  fr: ['République dominicaine', 'Cap-Haïtien', 'francs guinéens'],
  ha: ['Roma', 'Daular Larabawa'],
  ht: [
    ...['Repiblik Dominikèn', 'Repiblik Dominiken', 'Kap Ayisyen'],
    ...['dola ameriken', 'peso dominiken', 'peso chilyen'],
  ],
  // Saudi Arabia.
  id: ['Roma', 'Arab Saudi'],
  it: ['Roma', 'Emirati Arabi Uniti'],
  so: ['Roma', 'shilin soomaali'],
  'ur-Latn': ['Roma', 'Irani border'],
  // A coin that shares its name with that of India.
  ur: ['پاکستانی روپے'],
};

/**
 * Terms in which the name of a people says of a thing whose it is: the state that issued a paper, the language of an interpreter, a
 * bank, the authority of a country. They say nothing of who travels or sells. Each stands here in full, so that the name alone, or beside
 * a person, stays a fault.
 */
export const THINGS_LIKE_PEOPLES: Readonly<Record<string, readonly string[]>> = {
  arq: ['باسبور تونسي ندخلك'],
  ary: ['باسبور ليبي'],
  arz: ['جواز ليبي تمشي بيه', 'من رقم ليبي'],
  ckb: ['وەرگێڕی کوردی'],
  es: [
    ...['identidad venezolana', 'identidad colombiana', 'identidad mexicana', 'identidad brasileña'],
    ...['identificación mexicana', 'identificación colombiana'],
  ],
  'fa-Latn': ['shenasname afghani'],
  fr: ['secours catholique', 'en bambara', 'en wolof'],
  ha: [
    ...['katin dan nijar da sunanka', 'katin dan nijar da hotonka', 'fasfon dan nijar da sunanka'],
    ...['fasfon dan nijar da hotonka', 'fasfo dan nijar da sunanka', 'fasfo dan nijar da hotonka'],
  ],
  ht: [
    ...[
      'paspò dominiken pou',
      'paspò dominiken ki',
      'paspò dominiken ak',
      'paspò ayisyen ak',
      'paspò brezilyen pou',
    ],
    ...['rezidans dominiken san', 'rezidans dominiken ak', 'rezidans dominiken pou', 'kat meksiken pou'],
    ...['kat rezidan brezilyen', 'gad kòt ameriken', 'imigrasyon dominiken'],
  ],
  it: ['permessi di soggiorno italiani'],
  kmr: ['wergêrê kurdî'],
  // A legal card of that name.
  pl: ['karta polaka'],
  ru: ['карта поляка'],
  so: ['af soomaali ahaan'],
};
