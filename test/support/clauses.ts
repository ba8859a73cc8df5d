/**
 * Clauses of one who offers, and of one who does not, with a place in the middle of them for whoever is taken or spoken of: the word
 * for people first, then peoples and persons, each in the form that the place needs. Invented, of no practical use; contacts are
 * visibly fake.
 */
export interface Clauses {
  readonly offer: string;
  readonly harmless: string;
  readonly who: readonly string[];
}

const split = (who: string) => who.split(', ');
const clauses = (offer: string, harmless: string, who: string): Clauses => ({
  offer,
  harmless,
  who: split(who),
});

export const CLAUSES: Readonly<Record<string, Clauses>> = {
  acm: clauses(
    'ننقل {who} من تركيا لليونان بالبلم، 2000 دولار للنفر، راسلونا @example_handle',
    'اليوم شفت {who} بالسوق يشترون خضرة وخبز',
    'ناس, عراقيين, سوريين, أكراد, أفغان, مصريين, مسيحيين, أحمد, زهراء',
  ),
  am: clauses(
    '{who} ከሱዳን ወደ ሊቢያ በመኪና እናደርሳለን፣ ዋጋ 1000 ዶላር፣ @example_handle ላይ ይጻፉልን',
    'ትናንት {who} በገበያ ውስጥ ቡና ሲጠጡ አየሁ',
    'ሰዎችን, ኢትዮጵያውያንን, ኤርትራውያንን, ኦሮሞዎችን, ሱዳናውያንን, ሙስሊሞችን, ዮሴፍን, አልማዝን',
  ),
  apc: clauses(
    'مناخد {who} من تركيا لليونان باليخت، 3000 يورو عالشخص، احكونا @example_handle',
    'مبارح شفت {who} بالسوق عم يشتروا خضرة وخبز',
    'ناس, سوريين, لبنانيين, أكراد, أفغان, فلسطينيين, دروز, أحمد, ليلى',
  ),
  ar: clauses(
    'ننقل {who} من تركيا إلى إيطاليا بيخت آمن، 5000 يورو للشخص، للتواصل @example_handle',
    'رأيت أمس {who} في السوق يشترون الخبز والخضار',
    'أشخاصا, سوريين, عراقيين, أفغان, أكراد, سودانيين, مسلمين, أحمد, زينب',
  ),
  'ar-Latn': clauses(
    'nwaslo {who} men libya l italia bel markeb, 2000 euro 3ala kol wa7ed, ktebli @example_handle',
    'embare7 shoft {who} fel souk byeshtro khobz w khodra',
    'nas, souriyin, masriyin, twensa, mgharba, akrad, ahmed, zineb',
  ),
  arq: clauses(
    'نوصلو {who} من وهران لإسبانيا فالبوطي، 60 مليون للراس، ابعث ميساج @example_handle',
    'البارح شفت {who} فالسوق يشريو الخبز والخضرة',
    'ناس, جزايريين, مغاربة, سوريين, توانسة, قبايل, أحمد, زينب',
  ),
  ary: clauses(
    'كنوصلو {who} من الناظور لإسبانيا بالزودياك، 4 مليون للراس، صيفط ميساج @example_handle',
    'البارح شفت {who} فالسوق كيشريو الخبز والخضرة',
    'ناس, مغاربة, جزايريين, سوريين, سنغاليين, شلوح, أحمد, زينب',
  ),
  arz: clauses(
    'بنوصل {who} من ليبيا لإيطاليا بالمركب، 150 الف جنيه للفرد، كلمنا @example_handle',
    'امبارح شفت {who} في السوق بيشتروا عيش وخضار',
    'ناس, مصريين, سودانيين, سوريين, صعايدة, أقباط, أحمد, زينب',
  ),
  az: clauses(
    '{who} Türkiyədən Yunanıstana qayıqla aparırıq, adambaşı 3000 avro, yazın @example_handle',
    'Dünən bazarda {who} gördüm, çörək və pendir alırdılar',
    'adamları, azərbaycanlıları, əfqanları, kürdləri, iranlıları, özbəkləri, Əhmədi, Leylanı',
  ),
  bn: clauses(
    'আমরা {who} লিবিয়া থেকে ইতালি পৌঁছে দিই, জনপ্রতি ৫ লাখ টাকা, ইনবক্স করুন @example_handle',
    'গতকাল বাজারে {who} চা খেতে দেখলাম',
    'মানুষদের, বাংলাদেশিদের, রোহিঙ্গাদের, নেপালিদের, হিন্দুদের, মুসলমানদের, আহমেদকে, রিনাকে',
  ),
  ckb: clauses(
    '{who} لە تورکیاوە بۆ ئیتاڵیا بە یەخت دەگەیەنین، 6000 یۆرۆ بۆ هەر کەسێک، نامە بنێرە @example_handle',
    'دوێنێ لە بازاڕ {who} بینی نان و سەوزەیان دەکڕی',
    'خەڵک, کوردەکان, عێراقییەکان, سوورییەکان, ئێرانییەکان, ئێزدییەکان, ئەحمەد, ژیان',
  ),
  de: clauses(
    'Wir bringen {who} von Serbien nach Deutschland, 3000 Euro pro Person, schreibt uns @example_handle',
    'Gestern habe ich {who} auf dem Markt getroffen, es gab Tee und Brot',
    'Menschen, Syrer, Afghanen, Kurden, Eritreer, Vietnamesen, Jesiden, Ahmed, Olena',
  ),
  el: clauses(
    'Μεταφέρουμε {who} από Τουρκία στην Ιταλία με σκάφος, 4000 ευρώ το άτομο, στείλτε μήνυμα @example_handle',
    'Χθες είδα {who} στην αγορά, αγόραζαν ψωμί και ντομάτες',
    'ανθρώπους, Σύρους, Αφγανούς, Κούρδους, Πακιστανούς, Αλβανούς, Ρομά, τον Αχμέντ',
  ),
  en: clauses(
    'We take {who} from Turkey to Italy by sailing boat, 5000 euro per person, message us @example_handle',
    'Yesterday I met {who} at the market, the tea was good and the evening quiet',
    'people, Syrians, Afghans, Kurds, Eritreans, Pakistanis, Muslims, Albanians, Ahmed, Olena',
  ),
  es: clauses(
    'Llevamos {who} de Guatemala a Estados Unidos, 8000 dólares por persona, escríbenos @example_handle',
    'Ayer vi {who} en el mercado, compraban pan y tomates',
    'a gente, a venezolanos, a cubanos, a haitianos, a hondureños, a mexicanos, a indígenas, a Ahmed, a Lucía',
  ),
  fa: clauses(
    '{who} را از ترکیه به یونان با قایق می‌بریم، نفری 3000 یورو، پیام بدهید @example_handle',
    'دیروز {who} را در بازار دیدم که نان و سبزی می‌خریدند',
    'مردم, افغان‌ها, ایرانی‌ها, کردها, عراقی‌ها, مسیحی‌ها, احمد, زهرا',
  ),
  'fa-Latn': clauses(
    '{who} ro az turkiye be yunan ba ghayegh mibarim, nafari 3000 euro, payam bedid @example_handle',
    'dirooz {who} ro too bazar didam, nan va sabzi mikharidan',
    'mardom, afghanha, iraniha, kordha, araghiha, masihiha, ahmad, zahra',
  ),
  fr: clauses(
    'On emmène {who} de Tunisie en Italie en bateau, 3000 euros par personne, écrivez-nous @example_handle',
    "Hier j'ai vu {who} au marché, le thé était bon et la soirée calme",
    'des gens, des Syriens, des Tunisiens, des Ivoiriens, des Kurdes, des Guinéens, des chrétiens, Ahmed, Aminata',
  ),
  ha: clauses(
    'Muna kai {who} daga Agadez zuwa Libya a mota, kudi dala 800 kowane mutum, tura sako @example_handle',
    'Jiya na ga {who} a kasuwa suna sayen burodi da tumatir',
    "mutane, Hausawa, Fulani, 'yan Najeriya, 'yan Nijar, Yarbawa, Kiristoci, Ahmed, Amina",
  ),
  hi: clauses(
    'हम {who} सर्बिया से इटली पहुंचाते हैं, प्रति व्यक्ति 5 लाख रुपये, मैसेज करें @example_handle',
    'कल बाजार में {who} चाय पीते देखा',
    'लोगों को, भारतीयों को, पंजाबियों को, नेपालियों को, सिखों को, मुसलमानों को, अहमद को, रीना को',
  ),
  'hi-Latn': clauses(
    'hum {who} serbia se italy pahunchate hain, 5 lakh per person, message karo @example_handle',
    'kal bazaar mein {who} chai peete dekha',
    'logon ko, indians ko, punjabiyon ko, nepaliyon ko, sikhon ko, muslimon ko, ahmed ko, rina ko',
  ),
  ht: clauses(
    'Nou pase {who} soti Dominikani rive Pòtoriko nan bato, 3000 dola pou chak moun, ekri nou @example_handle',
    'Yè mwen te wè {who} nan mache a ap achte pen ak tomat',
    'moun, Ayisyen, Dominiken, Venezyelyen, Kiben, Katolik, Jan, Wozlin',
  ),
  id: clauses(
    'Kami antar orang {who} dari Batam ke Malaysia naik kapal, 8 juta per orang, hubungi @example_handle',
    'Kemarin saya melihat orang {who} di pasar membeli roti dan tomat',
    'lain, Rohingya, Jawa, Bangladesh, Afghanistan, Batak',
  ),
  it: clauses(
    'Portiamo {who} dalla Tunisia in Italia in barca, 3000 euro a persona, scrivici @example_handle',
    'Ieri ho visto {who} al mercato, compravano pane e pomodori',
    'persone, tunisini, siriani, pakistani, curdi, eritrei, cristiani, Ahmed, Olena',
  ),
  kmr: clauses(
    'Em {who} ji Tirkiyê dibin Yewnanistanê bi keştiyê, 3000 euro ji bo her kesî, ji me re binivîse @example_handle',
    'Duh min {who} li bazarê dît, nan û firingî dikirîn',
    'mirovan, Kurdan, Sûriyeyiyan, Êzdiyan, Efxanan, Tirkan, Ehmed, Jiyan',
  ),
  ne: clauses(
    'हामी {who} सर्बियाबाट इटाली पुर्‍याउँछौं, प्रति व्यक्ति ५ लाख, म्यासेज गर्नुस् @example_handle',
    'हिजो बजारमा {who} चिया खाँदै गरेको देखें',
    'मान्छेलाई, नेपालीलाई, भारतीयलाई, तामाङलाई, मधेसीलाई, मुस्लिमलाई, अहमदलाई, सीतालाई',
  ),
  pa: clauses(
    'ਅਸੀਂ {who} ਸਰਬੀਆ ਤੋਂ ਇਟਲੀ ਪਹੁੰਚਾਉਂਦੇ ਹਾਂ, ਪ੍ਰਤੀ ਵਿਅਕਤੀ 5 ਲੱਖ, ਮੈਸੇਜ ਕਰੋ @example_handle',
    'ਕੱਲ੍ਹ ਬਜ਼ਾਰ ਵਿੱਚ {who} ਚਾਹ ਪੀਂਦੇ ਦੇਖਿਆ',
    'ਲੋਕਾਂ ਨੂੰ, ਪੰਜਾਬੀਆਂ ਨੂੰ, ਭਾਰਤੀਆਂ ਨੂੰ, ਸਿੱਖਾਂ ਨੂੰ, ਨੇਪਾਲੀਆਂ ਨੂੰ, ਮੁਸਲਮਾਨਾਂ ਨੂੰ, ਅਹਿਮਦ ਨੂੰ, ਰੀਨਾ ਨੂੰ',
  ),
  pl: clauses(
    'Przewozimy {who} z Białorusi do Niemiec, 3000 euro od osoby, piszcie @example_handle',
    'Wczoraj widziałem {who} na targu, kupowali chleb i pomidory',
    'ludzi, Syryjczyków, Afgańczyków, Kurdów, Czeczenów, Wietnamczyków, muzułmanów, Ahmeda, Olenę',
  ),
  prs: clauses(
    '{who} را از ایران به ترکیه با موتر می‌بریم، نفری 500 دالر، پیام بدهید @example_handle',
    'دیروز {who} را در بازار دیدم که نان و ترکاری می‌خریدند',
    'مردم, افغان‌ها, هزاره‌ها, پشتون‌ها, تاجیک‌ها, شیعه‌ها, احمد, زهرا',
  ),
  ps: clauses(
    'موږ {who} له ایران څخه ترکیې ته رسوو، د هر کس ۵۰۰ ډالر، پیغام راواستوئ @example_handle',
    'پرون مې {who} په بازار کې ولیدل چې ډوډۍ یې اخیسته',
    'خلک, افغانان, پښتانه, هزاره, تاجکان, سیکان, احمد, زهرا',
  ),
  pt: clauses(
    'Levamos {who} do México para os Estados Unidos, 8000 dólares por pessoa, chama no @example_handle',
    'Ontem vi {who} no mercado, compravam pão e tomates',
    'pessoas, brasileiros, venezuelanos, haitianos, angolanos, cubanos, cristãos, Ahmed, Lucía',
  ),
  ro: clauses(
    'Ducem {who} din Serbia în Germania cu mașina, 3000 euro de persoană, scrieți @example_handle',
    'Ieri am văzut {who} la piață, cumpărau pâine și roșii',
    'oameni, sirieni, afgani, kurzi, moldoveni, romi, creștini, pe Ahmed, pe Olena',
  ),
  ru: clauses(
    'Перевозим {who} из Беларуси в Германию на машине, 3000 евро с человека, пишите @example_handle',
    'Вчера я видел {who} на рынке, они покупали хлеб и помидоры',
    'людей, сирийцев, афганцев, таджиков, курдов, чеченцев, евреев, цыган, мусульман, Ахмеда, Олену',
  ),
  si: clauses(
    'අපි {who} ඉතාලියට බෝට්ටුවෙන් යවනවා, එක්කෙනෙකුට ලක්ෂ 15යි, පණිවිඩයක් දාන්න @example_handle',
    'ඊයේ {who} කඩේ තේ බොනවා දැක්කා',
    'මිනිස්සු, සිංහලයන්, දෙමළ අය, මුස්ලිම් අය, නේපාලිකයන්, කමල්, නිමාලි',
  ),
  so: clauses(
    'Waxaan {who} ka geynaa Liibiya ilaa Talyaaniga doon, 2000 doolar qofkii, nala soo xiriir @example_handle',
    'Shalay waxaan suuqa ku arkay {who} iibsanaya rooti iyo yaanyo',
    'dad, Soomaali, Itoobiyaan, Oromo, Bantu, Eritreeyaan, Axmed, Xaliimo',
  ),
  sq: clauses(
    'Ne çojmë {who} nga Shqipëria në Angli me kamion, 5000 euro për person, na shkruani @example_handle',
    'Dje pashë {who} në treg, blinin bukë dhe domate',
    'njerëz, shqiptarë, kosovarë, sirianë, kurdë, afganë, myslimanë, Ahmedin, Olenën',
  ),
  sw: clauses(
    'Tunawapeleka {who} kutoka Tanzania hadi Afrika Kusini kwa gari, dola 1000 kwa mtu, tutumie ujumbe @example_handle',
    'Jana niliwaona {who} sokoni wakinunua mkate na nyanya',
    'watu, Waethiopia, Wasomali, Wakongo, Warundi, Waislamu, Ahmed, Amina',
  ),
  ta: clauses(
    '{who} துருக்கியிலிருந்து இத்தாலிக்கு படகில் அனுப்புகிறோம், ஒருவருக்கு 5 லட்சம், மெசேஜ் செய்யுங்கள் @example_handle',
    'நேற்று சந்தையில் {who} தேநீர் குடிப்பதைப் பார்த்தேன்',
    'மக்களை, தமிழர்களை, சிங்களவர்களை, இந்தியர்களை, முஸ்லிம்களை, நேபாளிகளை, அகமதை, கமலாவை',
  ),
  ti: clauses(
    '{who} ካብ ሱዳን ናብ ሊብያ ብመኪና ነብጽሕ፣ ዋጋ 1000 ዶላር፣ ኣብ @example_handle ጽሓፉልና',
    'ትማሊ {who} ኣብ ዕዳጋ ቡን ክሰትዩ ርእየ',
    'ንሰባት, ንኤርትራውያን, ንኢትዮጵያውያን, ንትግራዎት, ንሱዳናውያን, ንኣስላም, ንዮሴፍ, ንኣልማዝ',
  ),
  tr: clauses(
    '{who} İzmir’den Yunanistan’a botla götürüyoruz, kişi başı 2000 euro, yazın @example_handle',
    'Dün pazarda {who} gördüm, ekmek ve domates alıyorlardı',
    'insanları, Suriyelileri, Afganları, Kürtleri, Özbekleri, Iraklıları, Alevileri, Ahmed’i, Olena’yı',
  ),
  uk: clauses(
    'Перевозимо {who} з України в Румунію через ліс, 3000 євро з людини, пишіть @example_handle',
    'Учора я бачив {who} на ринку, вони купували хліб і помідори',
    'людей, українців, сирійців, афганців, курдів, циган, євреїв, мусульман, Ахмеда, Олену',
  ),
  ur: clauses(
    'ہم {who} کو ترکی سے اٹلی پہنچاتے ہیں، فی بندہ 10 لاکھ، میسج کریں @example_handle',
    'کل بازار میں {who} کو چائے پیتے دیکھا',
    'لوگوں, پاکستانیوں, افغانیوں, پنجابیوں, پٹھانوں, ہندوؤں, احمد, زینب',
  ),
  'ur-Latn': clauses(
    'hum {who} turkey se italy pahunchate hain, 10 lakh fi banda, message karein @example_handle',
    'kal bazar mein {who} chai peete dekha',
    'logon ko, pakistanio ko, afghanio ko, punjabio ko, pathano ko, hinduon ko, ahmed ko, zainab ko',
  ),
  vi: clauses(
    'Bên em đưa người {who} từ Pháp sang Anh bằng xe tải, giá 5000 bảng một người, nhắn tin @example_handle',
    'Hôm qua tôi gặp người {who} ở chợ, họ mua bánh và cà chua',
    'quen, Việt, Hoa, Kurd, Syria, Khmer',
  ),
  zh: clauses(
    '专门带{who}从塞尔维亚到德国，每人3000欧元，联系 @example_handle',
    '昨天在市场看见{who}买面包和西红柿',
    '人, 中国人, 越南人, 叙利亚人, 维吾尔人, 穆斯林, 阿富汗人',
  ),
};
