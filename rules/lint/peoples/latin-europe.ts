/** Peoples, faiths and ethnic groups, in the languages of Europe and Haiti in Latin letters. How it is written: see `index.ts`. */
export const IN_LATIN_LETTERS_OF_EUROPE: Readonly<Record<string, string>> = {
  en: `indians pakistanis egyptians libyans lebanese jordanians palestinians yemenis moroccans algerians tunisians turks iranians
    persians vietnamese nepalis nepalese burmese sri_lankans filipinos ghanaians nigerians cameroonians congolese gambians senegalese
    malians mauritanians chadians sudanese somalis ethiopians eritreans kurds afghans hazaras iraqis syrians albanians kosovars
    georgians armenians chechens ukrainians moldovans venezuelans colombians ecuadorians cubans haitians hondurans guatemalans
    salvadorans mexicans brazilians peruvians nicaraguans africans arabs latinos asian asians blacks whites black_people black_men
    black_women black_guys black_boys black_families brown_people brown_men brown_women brown_guys brown_boys brown_families white_people
    white_men white_women white_guys white_families pashto_speaker* dari_speaker* farsi_speaker* arabic_speaker* kurdish_speaker*
    urdu_speaker* bengali_speaker* tigrinya_speaker* somali_speaker* hausa_speaker* amharic_speaker* muslim* christian* catholics jews jewish hindus
    sikh* gypsies travellers_camp britons englishmen brits punjabis gujaratis bengalis bangladeshis rohingya* uyghur*`,
  fr: `syrien syriens syrienne syriennes afghan* !afghanistan* irakien* kurde* iranien* turcs érythréen* éthiopien* somalien* soudanais*
    tchadien* malien* sénégalais* guinéen* ivoirien* gambien* ghanéen* nigérian* nigérien* camerounais* congolais* togolais* béninois*
    burkinabé* gabonais* mauritanien* marocain* algérien algériens tunisien* libyen libyens égyptien* maghrébin* subsaharien* africain* renoi* rebeu*
    libanais* palestinien* pakistanais* bangladais* bengali* indiens indienne* sri_lankais* tamoul* vietnamien* chinois* népalais*
    albanais* kosovar* tchétchène* géorgien* arménien* roms tsigane* gitan* manouche* haïtien* dominicains dominicaines cubain* comorien* malgache*
    peul* wolof* bambara* soninké* berbère* kabyle* amazigh* touareg* hazara* rohingya* ouïghour* musulman* chrétien* catholique* juif*
    juive* hindou* sikh* asiatiques les_asiatique* des_asiatique* les_noirs des_noirs aux_noirs les_noires les_blancs des_blancs aux_blancs yézidi* sunnite* chiite* les_français des_français aux_français`,
  es: `venezolan* colombian* ecuatorian* peruan* bolivian* brasileñ* cuban* haitian* dominicano* dominicanas mexican* guatemaltec*
    hondureñ* salvadoreñ* nicaragüens* nicas costarricens* panameñ* chileno* chilena* argentinos catracho* chapines guanacos boricua*
    gringos latinos latinas hispano* marroquí* argelin* tunecin* saharaui* senegales* maliens* gambian* guinean* nigerian* camerunes*
    african* subsaharian* asiático* asiática* los_negros los_blancos moros sirio sirios afgan* !afganistán* iraquí* kurd* !kurdistán* iraní* turco* paquistaní* hindú* bangladesí*
    chinos vietnamita* nepalí* uzbek* !uzbekistán* rumano* gitano* musulman* cristianos cristianas católicos católicas judíos judías
    evangélicos indígena* garífuna* españoles mapuche* quechua* aymara* uruguayos paraguayos ucraniano*`,
  pt: `brasileir* venezuelan* haitian* cuban* colombian* bolivian* peruan* paraguaio* mexican* angolan* moçambican* caboverdian*
    cabo_verdian* guineens* senegales* nigerian* congoles* camarones* marroquin* argelin* tunisin* sírio sírios libanes* afegã*
    afegãos !afeganist* iraquian* curd* !curdistão* iranian* turco turcos turca turcas paquistanes* bengali* bangladeshi* indianos indianas vietnamit*
    chineses chinesas asiático* asiática* os_negros nepales* ucranian* russos cigano* muçulman* cristãos cristãs católicos evangélicos judeu* judia* hindus
    hinduista* indígen* índios african* nordestino* portugueses latinos quilombol* sikh*`,
  it: `italiani siriano siriani siriana siriane afghano afghani afghana afghane iracheno iracheni curdo curdi curda iraniano iraniani
    turco turchi eritreo eritrei etiope etiopi somalo somali somala sudanese sudanesi nigerian* senegales* maliano maliani gambian*
    guineano guineani ivorian* ghanes* camerunens* marocchin* algerin* tunisin* libico libici egizian* libanes* palestines* pakistano
    pakistani pakistana indiano indiani bengales* bangladese bangladesi cingales* vietnamit* cinese cinesi albanes* kosovar* serbi
    rumeno rumeni rumena moldavo moldavi ucraino ucraini russi georgiano georgiani armeno armeni rom sinti zingar* musulman* cristian*
    cattolici asiatici i_neri ebreo ebrei ebrea indù sikh african* arabi tamil`,
  de: `die_deutschen alle_deutschen ein_deutscher wir_deutsche syrer* afghane afghanen afghanin* iraker* iraner* perser kurde kurden kurdin* türke türken türkin*
    eritreer* somalier* äthiopier* nigerianer* gambier* senegalese* ghanaer* kameruner* marokkaner* algerier* tunesier* ägypter* libyer*
    libanese* palästinenser* jordanier* pakistaner* pakistani* inder inderin* bangladescher* vietnamese* chinese chinesen chinesin*
    albaner* kosovare* serbe serben sinti roma zigeuner* jeside* jesiden* muslim* moslem* christen juden jude jüdin* hindu* sikh*
    schiit* sunnit* alevit* araber* asiaten asiatin* afrikaner* schwarzafrikaner* georgier* armenier* tschetschene* usbeke* tadschike* russe russen
    ukrainer* moldauer* rumäne* bulgare bulgaren venezolaner* kolumbianer* kubaner* haitianer* nepalese* tamile* rohingya*`,
  ro: `români românii românilor moldovean* moldoveni* țigan* romi romii rrom* maghiari* unguri* ungur bulgari bulgarii
    italieni italienii polonezi polonezii sârbi sârbii sârbilor ucrainean ucraineanul ucraineni* ruși rușii sirian* sirieni* afgan afgani afganii afganilor
    irakian* irakieni* kurd kurzi* iranian* iranieni* turc turci turcii pakistanez* indieni* bangladeshez* bengalez* nepalez*
    srilankez* vietnamez* chinez* somalez* eritreean* etiopian* nigerian* nigerieni* sudanez* african* marocan* algerian* tunisian*
    egiptean* egipteni* libanez* palestinian* arabi arabii musulman* creștin* ortodox* catolic* evreu* evrei* hindus* sikh* albanez*
    cubanez*`,
  pl: `polak polaka polaków polacy polakom ukrainiec ukraińc* białorusin* rosjanin* rosjan gruzin gruzinów gruzini ormian* czeczeni
    czeczenów czeczeńc* tadżyk* !tadżykistan* uzbek* !uzbekistan* kirgiz* !kirgizja !kirgistan* afgańcz* afgan afganów syryjcz* irakijcz*
    irańcz* kurd kurdów kurdowie turek turków turcy jemeńcz* somalijcz* erytrejcz* etiopcz* sudańcz* nigeryjcz* kongijcz* kameruńcz*
    egipcjan* marokańcz* algierczyk* tunezyjcz* pakistańcz* hindus* banglijcz* bengalcz* lankijcz* wietnamcz* chińcz* nepalcz* kubańcz*
    wenezuelcz* arab arabów arabowie afrykańcz* muzułman* chrześcijan* żyd żydów żydzi katolik* prawosławn* jazyd* jezyd* cygan* romów
    romowie ciapat*`,
  sq: `shqiptar* shqipëtar* kosovar* gegë toskë romët cigan* egjiptian* ashkali* maqedonas* serbë serbët malazez* grekët turq
    turqit turqve sirian* afgan afganë afganët irakian* iranian* kurd kurdë kurdët pakistanez* indian* bengalez* somalez* eritreas*
    nigerian* sudanez* maroken* algjerian* tunizian* palestinez* libanez* arabë* vietnamez* kinez* ukrainasit rusë rusët mysliman*
    musliman* katolik* ortodoks* krishter* bektashi* çifut* hebrenj* afrikan* zezak* çamë nepalez*`,
  ht: `ayisyen* dominiken* meksiken* kiben* venezyelyen* kolonbyen* brezilyen* chilyen* ameriken* blan jamayiken* bayameyen* endyen*
    chinwa* afriken* nijeryen* senegalè* siryen* afgan kongolè* vodouyizan* katolik* pwotestan* kretyen* mizilman* jwif* kamewounè*
    gwatemaltèk* ondiryen* nikaragweyen* salvadoryen* kanadyen* panameyen* ekwatoryen* pewouvyen* bolivyen* etyopyen* palestinyen*`,
};
