/** Peoples, faiths and ethnic groups, in the languages of Asia and Africa in Latin letters. How it is written: see `index.ts`. */
export const IN_LATIN_LETTERS_ELSEWHERE: Readonly<Record<string, string>> = {
  tr: `türkler* kürt kürtler* suriyeli* afgan afganlar* afganlı* ıraklı* iranlı* pakistanlı* bangladeşli* hintli* somalili* sudanlı*
    eritreli* etiyopyalı* nijeryalı* kongolu* filistinli* yemenli* mısırlı* tunuslu* cezayirli* libyalı* özbek özbekler* türkmen
    türkmenler* kırgız kırgızlar* kazaklar* uygur uygurlar* tacik tacikler* çeçen* !çeçenistan* araplar* farslar* ermeni ermeniler*
    rumlar yunanlı* çingene* çerkes* gürcüler* alevi* sünni* şii şiiler* müslüman* hristiyan* yahudi* ezidi* yezidi* süryani*
    keldani* dürzi* nusayri* afrikalı* siyahi* zenci* vietnamlı* nepalli* ukraynalı* ruslar* faslılar*`,
  az: `azərbaycanlı* azərilər* türklər* talış* ləzgi* avarlar* gürcülər* erməni ermənilər* ruslar* farslar* kürd kürdlər* əfqan əfqanlar*
    əfqanlı* iranlı* iraqlı* suriyalı* pakistanlı* hindistanlı* hindli* hindu* özbək özbəklər* türkmənlər* tacik taciklər* qırğızlar*
    qazaxlar* ərəblər* ərəb müsəlman* xristian* yəhudi* şiə şiələr* sünni* qaraçı* banqladeşli* əfrikalı* nigeriyalı* somalili*
    ukraynalı* axısqa* yezidi* çeçen* uyğur* misirli* mərakeşli* tunisli* sudanlı*`,
  // Left out is what also means a car.
  kmr: `kurd kurdan kurdên kurdekî kurdî kurmanc* tirkan tirkên farisan ecem* sûrî suriyeyî* iraqî* îranî* efxan efxanî efxanan efxaniyan efxanên êzdî*
    êzidî* êzîdî* elewî* zaza zazayan kirmanc* suryan* asûrî* ermenî ermenên keldan* misilman* filleh* xiristiyan* cihû* yahûdî* sunnî* şîe
    şîî* tirkmen tirkmenan pakistanî* bengladeşî* hindî hindiyan efrîkî* sudanî* somalî* eritreyî* misrî* cezayîrî* tunisî* qereçî* mirtib*`,
  so: `soomaali soomaalida* soomaaliyeed* soomaalidu somaliyeed daarood hawiye isaaq raxanweyn majeerteen ogaadeen jareer* bantu*
    bajuuni* tumaal* gaboye* yibir* madhibaan* muslim* kirishtaan* kiristaan* masiixi* yahuud* carabta carabtu itoobiyaan* xabash*
    oromo* canfar* eritreeyaan* suudaani* kiiniyaan* ugandees* yamani* yemeni* masaari* liibiyaan* suuriyaan* afgaan afgaani* kurdi*
    turkiyiin* hindi hindiyiin pakistaani* bangaali* afrikaan* shiinees* shiico* sunni* nigeeriyaan* tigree*`,
  // Left out is a word for Europeans that also means "pushing".
  ha: `hausawa* bahaushe* fulani* bafulat* filani* yarbawa* bayarabe* ibo inyamurai* inyamuri* kanuri* barebari* babarbare* buzaye*
    abzinawa* tubawa* zabarmawa* bazabarme* jukunawa* musulmi* musulma* kirista* kiristoci* arna maguzawa* larabawa* balarabe* bature* yan_najeriya
    dan_najeriya yan_nijar dan_nijar mutanen_najeriya mutanen_nijar yan_afirka bakaken_fata bakar_fata yan_ghana dan_ghana yan_kamaru
    yan_chadi dan_chadi yan_mali yan_senegal yan_sudan yan_siriya siriyawa* afganawa* kurdawa* yahudawa* bayahude* indiyawa* sinawa*
    misirawa* libiyawa* habashawa* bahabashe* somaliyawa* turkawa* baturke*`,
  sw: `mtanzania watanzania mkenya wakenya mganda waganda mrundi warundi mnyarwanda wanyarwanda mkongo wakongo mkongomani wakongomani
    msomali wasomali mhabeshi wahabeshi mwethiopia waethiopia mueritrea waeritrea msudani wasudani mnigeria wanigeria mmalawi wamalawi
    mzambia wazambia mwarabu waarabu mhindi wahindi mchina wachina mpakistani wapakistani mbangladeshi wabangladeshi mzungu wazungu
    mwafrika waafrika mwislamu waislamu muislamu mkristo wakristo mhindu wahindu myahudi wayahudi mswahili waswahili mmasai wamasai
    mkikuyu wakikuyu mluo wajaluo mhutu wahutu mtutsi watutsi wasukuma wachaga msyria wasyria mwafghani waafghani mkurdi wakurdi
    mmisri wamisri mlibya walibya wayemen wangazija`,
  id: `wni orang_indonesia warga_indonesia orang_jawa orang_sunda orang_batak orang_aceh orang_madura orang_bugis orang_minang
    orang_papua orang_dayak orang_melayu orang_tionghoa orang_cina orang_china orang_bangladesh orang_bangla rohingya* orang_myanmar
    orang_burma orang_india orang_pakistan orang_afghan* orang_afganistan orang_sri_lanka tamil* orang_nepal orang_arab orang_yaman
    orang_iran orang_irak kurdi* orang_suriah orang_somalia orang_sudan orang_afrika orang_nigeria orang_vietnam orang_filipina
    orang_thailand orang_kamboja orang_laos orang_timor muslim* kristen* katolik* hindu* buddha* konghucu yahudi* syiah* sunni*
    ahmadiyah* bule pribumi warga_bangladesh warga_afghanistan warga_myanmar warga_somalia warga_suriah`,
  vi: `người_việt việt_kiều người_kinh người_hoa người_thượng người_mông người_hmông người_khmer người_chăm người_mường người_tày
    người_nùng người_êđê người_campuchia người_miên người_trung_quốc người_hàn người_nhật người_nga người_ấn người_pakistan
    người_afghanistan người_syria người_kurd người_iran người_iraq người_châu_phi người_da_đen người_da_trắng người_hồi_giáo người_hồi
    đạo_hồi công_giáo tin_lành người_do_thái người_myanmar người_philippines người_indonesia người_mã_lai người_pháp người_mỹ
    người_việt_nam người_thái_lan người_ả_rập rohingya* tamil* muslim* người_nepal người_bangladesh người_ukraina`,
  'ar-Latn': `souri souriyin souriyine suri suriyin 3iraqi* 3ira9i* afghani* !afghanistan kurdi* akrad masri masriyin masarwa* tounsi* twensa*
    maghribi* mgharba* mgharbi dziri* dzayri* dzairi* jazairi* jaza2iri* libi libiyin soudani* sudani* falastini* filastini* lobnani*
    lubnani* ordoni* urduni* yamani* yemeni* somali somaliyin 7abashi* habashi* eritri* ethyobi* afari9a* afariqa* africani* ifriqi*
    atrak irani iraniyin pakistani* hnoud bangali* bengali* muslim* moslem* mslem* masi7i* masihi* nsara yahoudi* yahudi* chi3a shi3a
    amazigh* chelh* chlouh* rifi* riafa* 9bayel* qbayel* kabyle* touareg* twareg* ghajar`,
  // Left out is what also means a sham, in marriages and papers.
  'fa-Latn': `afghan afghani afghaniha afghanha irani iraniha iraniya* hazara* hazareha hazareh pashtun* pashtoon* tajik tajikha ozbak
    ozbakha uzbak baloch balochha baluch kordha kord lorha torkha torkaman* turkamani* farsha arabha arab pakistani pakistaniha hendi*
    bangali* bengali* araghi* eraghi* iraqi* suriha sooriha shie shieha shia sonni* sunni* mosalman* masihi* yahudi* kalimi* bahai*
    bahayi* zartoshti* armani* ashuri* izadi* yazidi* afrighayi* afriqayi* sudani* somali* eritreyi* kowli*`,
  'hi-Latn': `hindustani* !hindustan bharatiya* bharatvasi* indian* pakistani* bangladeshi* nepali* afghani* !afghanistan afgani* !afganistan punjabi* panjabi* gujarati*
    gujju bihari* haryanvi* kashmiri* bengali* bangali* tamil* malayali* marathi* jaat jatt jaton hindu* musalman* muslim* sikh sikhs
    sikhon isai isaiyon christian* dalit* adivasi* brahman* shia* sunni* rohingya* habshi* african* gore goron gora angrez angrezon
    arabon irani* iraqi* syrian* kurd* turk turkon srilankan* sri_lankan* burmese* yahudi*`,
  'ur-Latn': `pakistani* afghani* !afghanistan afghan pathan* pashtun* pakhtun* punjabi* panjabi* sindhi* baloch balochi* balochon kashmiri* saraiki*
    hindustani* !hindustan indian* bangladeshi* bengali* bangali* nepali* irani* iraqi* arabon shami kurd* turk turkon hindu* sikh sikhs sikhon
    musalman* muslim* isai isaiyon eesai* masihi* ahmadi* qadiani* shia* sunni* ismaili* mirzai* rohingya* gore goron gora angrez
    angrezon african* habshi* yahudi* srilankan* sri_lankan* tamil* hazara_log syrian*`,
};
