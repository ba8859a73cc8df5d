/**
 * Words that no leaning may weigh, by the language in which they were noted: names of persons and places that the packs do not know as
 * such, faiths and their formulae, sexes, companies, papers and spellings that only one country uses, and what made-up addresses are
 * put together from. Folded as posts are read, and left out
 * whatever the language of the file. Whoever fits leanings anew has new words read for them; names of peoples are in `peoples/`.
 */
const NOTED: Readonly<Record<string, string>> = {
  acm: 'امين تركي حسين رجال رجلي عراقي للبصره مرتي مشهد',
  am: 'ሚስቴ ሴት ባለቤቴ ባለቤቴን ቦሌ አዲስ እግዚአብሄር ይመስገን ዳዊት',
  apc: 'ابو البلقان الحمدلله الله بنت سوري عمرو محمد',
  ar: 'الحرم الخضراء الدري السلام السي المجريه اليونانيه اوروبيه باذن بالعربيه بنات حيدر خالد رجب زوجتي زوجي زياره شنغن عمره لله والحمد وزوج يخليكم البنات التركيه الواد اليوناني رجل عمر فرح ولد وولد ومرتي يونانيه',
  'ar-Latn': 'abu bent hamdoullah schengen wallah weld',
  arq: 'dz الشاب راجل ربي شاء لفرانسا للعاصمه مرا ياماها يرحم',
  ary: 'الحمد ولد',
  arz: 'احمد الحاج الشيخ العيد اوروبي ايطالي بالله جوزي رجاله رمضان شاب شرم كريم محمود مراتي والراجل والله',
  az: 'arvad elvin sengen',
  bn: 'আলহামদুলিল্লাহ ওমরাহ ছেলে বাংলাদেশি বাঙালি ভূমধ্যসাগরে স্বামীরে কামাল স্বামী',
  ckb: 'خوا كاك كوريكي ژن ژنهكهم كوري',
  de: 'frau frauen junge mann manner gott',
  el: 'αντρα γυναικα δοξα θεω τω εγνατια κυρια',
  en: 'black boys god guy guys husband lads man pashto wife yamaha example greek hotline org',
  es: 'celaya dios esposo hombres mexicana muchachos senor senora wilmer san',
  fa: 'اربعين الماني امام ايتاليايي خدا زيارت شوهرم فارسيزبان كربلا يوناني پسر ايرانن ايلا انگليسي تذكره',
  'fa-Latn': 'almani farsi karbala khoda pesar shokr',
  fr: 'belge dieu femme fille francais gars hamdoulillah homme hommes manche monsieur omra orly ramadan dame reims',
  ha: 'addu alaikum alhaji alhamdulillahi allah assalamu hausa mata matata mijina sahara yaro yaron mutumin sallah',
  hi: 'आदमी कृपा पति बंदा बंदे लडका लडके लडकों हिंदी पत्नी',
  'hi-Latn': 'aadmi bande kamal ladka ladke ladko',
  ht: 'ameriken ayisyen bondye dominiken gason labadi legliz madanm mari mesye neg',
  id: 'alhamdulillah assalamualaikum istri perempuan suami umroh ziarah',
  it: 'urdu augusta dio foggia italiana italiano karim marito medjugorje moglie ragazzi ragazzino ragazzo signora silos uomo sloveno',
  kmr: 'jin xortan xwede',
  ne: 'कृपाले नेपाली पानामाको भगवानको मुक्तिनाथ श्रीमती श्रीमान्लाई',
  pa: 'ਅਕਾਲ ਬਂਦਾ ਬਂਦੀ ਬਂਦੇ ਮਿਹਰ ਮੁਂਡਾ ਮੁਂਡਿਆਂ ਮੁਂਡੇ ਰੱਬ ਵਾਹਿਗੁਰੂ ਸਤਿ ਸਾਹਿਬ ਸ੍ਰੀ ਗੁਰਪ੍ਰੀਤ',
  pl: 'bialoruskiej bogu pielgrzymka zona',
  prs: 'افغان افغاني بلغاري حرم خانمم زن شكر شهزاده',
  ps: 'حاجي حج خداي دعا سري شځه عمري مدينه ترك ميرمن',
  pt: 'americano brasileiros curitiba deus dona espanhol esposa fatima gracas homem lego marido menino padre portugues marco rapaz',
  ro: 'baiat baieti baietii barbati domnului dunare dunarea fetita pelerinaj roman romana romanesc sami slava sotia tisa fata omul',
  ru: 'богу жены кос литовскии муж мужа слава',
  si: 'කොල්ලෙක් කොල්ලෝ දඹදිව පින් වන්දනා මහත්තයා මියන්මාර්',
  so: 'alxamdulillaah asc gabadh nin ninkii soomaali wiil wiilkayga aamin reerku xaaskaygu',
  sq: 'cuna djali djalin djem djemte fale greke grua gruaja italian italiane shyqyr zotit shqip',
  sw: 'kariakoo kiswahili mke mume mungu umra',
  ta: 'ஆரும் எங்கட எண்டு என்ர சொல்லுங்கோ தமிழ் நிக்கிறம் பெடியள் பையன் மனைவி மூண்டு யாத்திரை யாரிட்ட வாங்கோ விடுவம் ஆக்கள் கணவர்',
  ti: 'ሰሀራ ተመስገን ናቕፋ እግዚአብሄር ወዲ ሀዳስ ብሰሀራ',
  tr: 'adami adamimiz bulgar kari sukur umre yunan koca',
  uk: 'братиславі говерлу дружині кошице приват румунського тиси хлопці хлопців чоловік чоловіка чоловікам чоловіків',
  ur: 'بنده بندون بندي بيوي عيد لڑكا لڑكون لڑكي پاكستاني يورپي بچي',
  'ur-Latn': 'banda banday bandon haram karam larka larkay larke larkon mashallah umar umrah pati',
  vi: 'chong dianh gai nguyen phu thai trung viet vo',
  zh: '圣 夫 婆 斯 欧 美 英 阿 亚 华 她 尔 德 马 广',
};

export const NEVER_LEANING: ReadonlySet<string> = new Set(
  Object.values(NOTED).flatMap((words) => words.split(' ')),
);
