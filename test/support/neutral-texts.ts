/**
 * Three short paragraphs on the weather, a garden and a family in languages that share their letters with many others: nothing that any
 * rule knows. Invented for the tests. Spanish, French, German, Italian, English, Portuguese, Russian and Turkish read as they should; the
 * others need a native reader, most of all Dari, Pashto, Sorani, Kurmanji, Nepali, Amharic and Tigrinya.
 */
export const NEUTRAL: Readonly<Record<string, readonly string[]>> = {
  en: [
    'It rained a lot and the garden looks green again. My grandmother baked bread with olives and put the flowers on the table.',
    'The neighbours painted their fence yellow. Two small birds sit under the old apple tree, and the wind is warm.',
    'In spring the roses open slowly. My sister counts the red ones, and the yellow ones are as tall as the chair.',
  ],
  fr: [
    'Il a beaucoup plu et le jardin est redevenu vert. Ma grand-mère a fait du pain aux olives et a mis les fleurs sur la table.',
    'Les voisins ont peint leur clôture en jaune. Deux petits oiseaux sont sous le vieux pommier et le vent agite les rideaux blancs.',
    'Au printemps, les roses s’ouvrent lentement. Ma sœur compte les rouges, et les jaunes sont aussi hautes que la chaise.',
  ],
  es: [
    'Llovió mucho y el jardín está verde otra vez. Mi abuela horneó pan con aceitunas y puso las flores en la mesa.',
    'Los vecinos pintaron la cerca de amarillo. Dos pajaritos están bajo el viejo manzano y el viento mueve las cortinas blancas.',
    'En primavera las rosas se abren despacio. Mi hermana cuenta las rojas, y las amarillas son tan altas como la silla.',
  ],
  it: [
    'Ha piovuto molto e il giardino è di nuovo verde. La nonna ha fatto il pane con le olive e ha messo i fiori sul tavolo.',
    'I vicini hanno dipinto di giallo la staccionata. Due uccellini stanno sotto il vecchio melo e il vento muove le tende bianche.',
    'In primavera le rose si aprono piano. Mia sorella conta quelle rosse, e quelle gialle sono alte come la sedia.',
  ],
  pt: [
    'Choveu muito e o jardim está verde de novo. A avó assou pão com azeitonas e pôs as flores na mesa.',
    'Os vizinhos pintaram a cerca de amarelo. Dois passarinhos estão debaixo da velha macieira e o vento mexe as cortinas brancas.',
    'Na primavera as rosas abrem devagar. A minha irmã conta as vermelhas, e as amarelas são tão altas como a cadeira.',
  ],
  de: [
    'Es hat viel geregnet, und der Garten ist wieder grün. Oma hat Brot mit Oliven gebacken und die Blumen auf den Tisch gestellt.',
    'Die Nachbarn haben ihren Zaun gelb gestrichen. Zwei kleine Vögel sitzen unter dem alten Apfelbaum, und der Wind bewegt die weißen Vorhänge.',
    'Im Frühling öffnen sich langsam die Rosen. Meine Schwester zählt die roten, und die gelben sind so hoch wie der Stuhl.',
  ],
  pl: [
    'Dużo padało i ogród znów jest zielony. Babcia upiekła chleb z oliwkami i postawiła kwiaty na stole.',
    'Sąsiedzi pomalowali płot na żółto. Dwa małe ptaki siedzą pod starą jabłonią, a wiatr porusza białymi zasłonami.',
    'Wiosną róże otwierają się powoli. Siostra liczy czerwone, a żółte są tak wysokie jak krzesło.',
  ],
  ro: [
    'A plouat mult și grădina este din nou verde. Bunica a copt pâine cu măsline și a pus florile pe masă.',
    'Vecinii au vopsit gardul în galben. Două păsări mici stau sub mărul bătrân, iar vântul mișcă perdelele albe.',
    'Primăvara trandafirii se deschid încet. Sora mea îi numără pe cei roșii, iar cei galbeni sunt înalți cât scaunul.',
  ],
  tr: [
    'Çok yağmur yağdı, bahçe yeniden yeşerdi. Ninem zeytinli ekmek pişirdi ve çiçekleri masaya koydu.',
    'Komşular çitlerini sarıya boyadı. İki küçük kuş yaşlı elma ağacının altında duruyor, rüzgâr beyaz perdeleri sallıyor.',
    'Baharda güller yavaşça açar. Kız kardeşim kırmızı olanları sayar, sarılar sandalye kadar uzundur.',
  ],
  az: [
    'Çox yağış yağdı, bağça yenə yaşıllaşdı. Nənəm zeytunlu çörək bişirdi və gülləri masanın üstünə qoydu.',
    'Qonşular hasarlarını sarı rəngə boyadılar. İki balaca quş qoca alma ağacının altında durur, külək ağ pərdələri tərpədir.',
    'Baharda qızılgüllər yavaş-yavaş açılır. Bacım qırmızıları sayır, sarılar isə stul qədər hündürdür.',
  ],
  kmr: [
    'Gelek baran barî û baxçe dîsa kesk bû. Diya min nan bi zeytûnan pat û gul danîn ser maseyê.',
    'Cîranan çepera xwe bi rengê zer boyax kirin. Du çivîkên biçûk di bin dara kevn de ne û ba perdeyên spî dihejîne.',
    'Di biharê de gul hêdî hêdî vedibin. Xwişka min yên sor dihejmêre, û yên zer bi qasî kursiyê bilind in.',
  ],
  id: [
    'Hujan turun lama dan kebun hijau lagi. Nenek memanggang roti zaitun dan menaruh mawar di atas meja.',
    'Tetangga mengecat pagar mereka kuning. Dua burung kecil duduk di bawah pohon apel tua, dan angin menggerakkan tirai putih.',
    'Mawar mekar perlahan. Adik saya menghitung yang merah, dan yang kuning setinggi kursi.',
  ],
  ar: [
    'نزل مطر كثير والحديقة صارت خضراء من جديد. جدتي خبزت خبزا بالزيتون ووضعت الورد على الطاولة.',
    'الجيران دهنوا السور باللون الأصفر. عصفوران صغيران تحت شجرة التفاح العجوز، والريح دافئة.',
    'في الربيع تتفتح الورود ببطء. أختي تعد الحمراء منها، والصفراء طويلة مثل الكرسي.',
  ],
  fa: [
    'باران زیادی بارید و باغچه دوباره سبز شد. خاله‌ام نان با زیتون پخت و گل‌ها را روی میز گذاشت.',
    'همسایه‌ها نرده‌هایشان را زرد کردند. دو پرنده کوچک زیر درخت سیب پیر نشسته‌اند و باد پرده‌های سفید را تکان می‌دهد.',
    'در بهار گل‌های سرخ آرام باز می‌شوند. خواهرم آنها را می‌شمارد و زردها به بلندی صندلی هستند.',
  ],
  prs: [
    'باران بسیار بارید و باغچه باز سبز شد. خاله‌جانم نان با زیتون پخت و گل‌ها را سر میز ماند.',
    'همسایه‌ها کتاره خود را زرد رنگ کردند. دو پرنده خُرد زیر درخت سیب کهنه نشسته‌اند و باد پرده‌های سفید را شور می‌دهد.',
    'در بهار گل‌های گلاب آهسته باز می‌شوند. خواهرم گل‌های سرخ را حساب می‌کند و گل‌های زرد به بلندی چوکی است.',
  ],
  ps: [
    'ډېر باران وورېده او باغ بیا شین شو. ترور مې له زیتونو سره ډوډۍ پخه کړه او ګلان یې پر مېز کېښودل.',
    'ګاونډیانو خپله کټاره ژېړه کړه. دوه واړه مرغان د زړې مڼې تر ونې لاندې ناست دي او باد تود دی.',
    'په پسرلي کې ګلان په کراره غوړېږي. خور مې سره ګلان حسابوي او ژېړ ګلان د څوکۍ په اندازه لوړ دي.',
  ],
  ur: [
    'بہت بارش ہوئی اور باغ پھر ہرا ہو گیا۔ نانی نے زیتون والی روٹی پکائی اور پھول میز پر رکھے۔',
    'پڑوسیوں نے اپنی باڑ پیلی رنگ دی۔ دو چھوٹے پرندے سیب کے پرانے درخت کے نیچے بیٹھے ہیں اور ہوا گرم ہے۔',
    'بہار میں گلاب آہستہ آہستہ کھلتے ہیں۔ میری بہن لال پھول گنتی ہے اور پیلے پھول کرسی جتنے اونچے ہیں۔',
  ],
  ckb: [
    'بارانێکی زۆر باری و باخچەکە دیسان سەوز بوو. پوورم نانی بە زەیتوون کرد و گوڵەکانی لەسەر مێزەکە دانا.',
    'دراوسێکان پەرژینەکەیان بە زەرد بۆیاخ کرد. دوو باڵندەی بچووک لە ژێر دار سێوە پیرەکەن و با گەرمە.',
    'لە بەهاردا گوڵەکان بە هێواشی دەکرێنەوە. خوشکم سوورەکان دەژمێرێت و زەردەکان بە قەد کورسییەکە بەرزن.',
  ],
  ru: [
    'Прошёл сильный дождь, и сад снова зелёный. Бабушка испекла хлеб с оливками и поставила цветы на стол.',
    'Соседи покрасили забор в жёлтый цвет. Две маленькие птицы сидят под старой яблоней, и ветер качает белые занавески.',
    'Весной медленно раскрываются розы. Сестра считает красные, а жёлтые высотой со стул.',
  ],
  uk: [
    'Пройшов сильний дощ, і сад знову зелений. Бабуся спекла хліб з оливками й поставила квіти на стіл.',
    'Сусіди пофарбували паркан у жовтий колір. Дві маленькі пташки сидять під старою яблунею, і вітер гойдає білі фіранки.',
    'Навесні повільно розкриваються троянди. Сестра рахує червоні, а жовті заввишки зі стілець.',
  ],
  hi: [
    'बहुत बारिश हुई और बगीचा फिर हरा हो गया। दादी ने जैतून वाली रोटी बनाई और फूल मेज़ पर रखे।',
    'पड़ोसियों ने अपनी बाड़ पीली रंग दी। दो छोटी चिड़ियाँ सेब के पुराने पेड़ के नीचे बैठी हैं और हवा गर्म है।',
    'वसंत में गुलाब धीरे धीरे खिलते हैं। मेरी बहन लाल फूल गिनती है और पीले फूल कुर्सी जितने ऊँचे हैं।',
  ],
  ne: [
    'धेरै पानी पर्यो र बगैंचा फेरि हरियो भयो। हजुरआमाले जैतुनको रोटी पकाउनुभयो र फूल टेबुलमा राख्नुभयो।',
    'छिमेकीले आफ्नो बार पहेंलो रंगाए। दुई साना चरा पुरानो स्याउको रूखमुनि बसेका छन् र हावा न्यानो छ।',
    'वसन्तमा गुलाब बिस्तारै फुल्छन्। मेरी बहिनी राता फूल गन्छिन् र पहेंला फूल कुर्सी जत्तिकै अग्ला छन्।',
  ],
  am: [
    'ብዙ ዝናብ ዘነበ፣ የአትክልት ቦታው እንደገና አረንጓዴ ሆነ። አያቴ የወይራ ዳቦ ጋገረች፣ አበቦችንም በጠረጴዛው ላይ አኖረች።',
    'ጎረቤቶች አጥራቸውን ቢጫ ቀቡ። ሁለት ትናንሽ ወፎች በአሮጌው የፖም ዛፍ ሥር አሉ፣ ነፋሱም ሞቃት ነው።',
    'በጸደይ ጽጌረዳዎች በዝግታ ይከፈታሉ። እህቴ ቀዮቹን ትቆጥራለች፣ ቢጫዎቹም እንደ ወንበሩ ረጅም ናቸው።',
  ],
  ti: [
    'ብዙሕ ዝናብ ዘኒቡ፣ ጀርዲን ከም ብሓድሽ ቀጠልያ ኮይኑ። ዓባየይ ናይ ኣውሊዕ ሕምባሻ ሰንኪታ፣ ዕምባባታት ከኣ ኣብ ልዕሊ ጣውላ ኣቐሚጣ።',
    'ጎረባብቲ ሓጹሮም ብጫ ቀቢኦም። ክልተ ንኣሽቱ ኣዕዋፍ ኣብ ትሕቲ እታ ኣረጊት ገረብ ቱፋሕ ኣለዋ፣ ንፋስ ከኣ ምውቕ እዩ።',
    'ኣብ ጽድያ ጽጌረዳታት ቀስ ኢለን ይኽፈታ። ሓብተይ ነተን ቀያሕቲ ትቖጽር፣ እተን ብጫ ከኣ ክንዲ መንበር ነዋሕቲ እየን።',
  ],
};

const WRITTEN_IN: Readonly<Record<string, readonly string[]>> = {
  Arabic: ['ar', 'ckb', 'fa', 'prs', 'ps', 'ur'],
  Cyrillic: ['ru', 'uk'],
  Devanagari: ['hi', 'ne'],
  Ethiopic: ['am', 'ti'],
  Latin: ['az', 'de', 'en', 'es', 'fr', 'id', 'it', 'kmr', 'pl', 'pt', 'ro', 'tr'],
};

/** The languages above, other than its own, in whose letters a text is written; English where it shares its letters with nobody. */
export function neighboursOf({
  lang,
  text,
}: {
  readonly lang: string;
  readonly text: string;
}): readonly string[] {
  const script = Object.keys(WRITTEN_IN).find((name) => new RegExp(`\\p{Script=${name}}{3}`, 'u').test(text));
  return (WRITTEN_IN[script ?? ''] ?? ['en']).filter((one) => one !== lang);
}

/** At least so many units of neutral text, in paragraphs that end with `end`. */
export function neutralText(language: string, units: number, end: string): string {
  const paragraphs = NEUTRAL[language] ?? [];
  let text = '';
  for (let i = 0; text.length < units && paragraphs.length > 0; i += 1)
    text += `${paragraphs[i % paragraphs.length]}${end}`;
  return text;
}
