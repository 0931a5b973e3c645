"""English names of countries and their people."""

from qa_bot.text.languages.language import families

NATIONS = families(
    """
    türkiye turkey turkish turk turks turkiye, azerbaijan azerbaijani azerbaijanis azeri azeris, armenia armenian
    armenians, georgia georgian georgians, iran iranian iranians persia persian, france french frenchman frenchmen,
    netherlands dutch holland dutchman, britain british briton britons uk, us usa american america americans u.s,
    kiev kyiv, ukraine ukrainian ukrainians, switzerland swiss, spain spanish spaniard spaniards, denmark danish dane
    danes, sweden swedish swede swedes, finland finnish finn finns, norway norwegian norwegians, iceland icelandic
    icelander, poland polish pole poles, wales welsh welshman, greece greek greeks, germany german germans, ireland
    irish irishman, scotland scottish scots scotsman, england english englishman, austria austrian austrians, belgium
    belgian belgians, italy italian italians, portugal portuguese, hungary hungarian hungarians, czechia czech czechs,
    slovakia slovak slovaks, slovenia slovenian slovene slovenes, croatia croatian croat croats, serbia serbian serb
    serbs, bosnia bosnian bosnians, albania albanian albanians, bulgaria bulgarian bulgarians, romania romanian
    romanians, moldova moldovan, lithuania lithuanian lithuanians, latvia latvian latvians, estonia estonian estonians,
    belarus belarusian belarusians, cyprus cypriot cypriots, malta maltese, thailand thai thais, china chinese, japan
    japanese, korea korean koreans, vietnam vietnamese, indonesia indonesian, malaysia malaysian, philippines filipino
    philippine, cambodia cambodian, burma burmese myanmar, india indian indians, pakistan pakistani pakistanis,
    bangladesh bangladeshi, nepal nepali nepalese, afghanistan afghan afghans, kazakhstan kazakh kazakhs, uzbekistan
    uzbek uzbeks, turkmenistan turkmen, kyrgyzstan kyrgyz, tajikistan tajik, mongolia mongolian mongol mongols, russia
    russian russians, ussr soviet soviets, syria syrian syrians, iraq iraqi iraqis, israel israeli israelis, lebanon
    lebanese, jordan jordanian, palestine palestinian palestinians, egypt egyptian egyptians, libya libyan libyans,
    tunisia tunisian, algeria algerian, morocco moroccan, ethiopia ethiopian, kenya kenyan kenyans, nigeria nigerian,
    ghana ghanaian, somalia somali, sudan sudanese, uganda ugandan, tanzania tanzanian, congo congolese, angola
    angolan, zimbabwe zimbabwean, canada canadian canadians, mexico mexican mexicans, brazil brazilian brazilians,
    argentina argentine argentinian, chile chilean, peru peruvian, colombia colombian, venezuela venezuelan, cuba
    cuban cubans, jamaica jamaican, haiti haitian, australia australian australians, saudi saudis, qatar qatari,
    kuwait kuwaiti, yemen yemeni, europe european europeans eu, asia asian asians, africa african africans
    """
)
"""Names of one country or continent and its people."""

COMPOUND_NAMES = {
    "united states of america": "usa",
    "united states": "usa",
    "united kingdom": "uk",
    "great britain": "uk",
    "european union": "eu",
    "soviet union": "ussr",
}
"""Names of several words, and a short one with which they are compared."""
