"""Common English words: no names, though a sentence may begin with them.

Words that at least 20 times stand within the sentences of 480 Wikipedia articles (2.4 million words), at most one time
in nine with a capital letter, without function words, plurals and words with the endings of ``COMMON_ENDINGS``.
"""

from qa_bot.text.languages.language import words

COMMON_ENDINGS = tuple(
    """ers ors ists ents ants ions ments ing ings ly ed ies ness tion sion ity ance ence ages ures ives ics""".split()
)
"""The endings of common words that begin a sentence."""

COMMON_WORDS = words(
    """
    abandon abdomen able aboard above abroad absent absolute absorb abstract abundant abuse academic accelerate
    accent accept acceptable access accessible accident accidental acclaim accommodate account accuracy accurate
    achieve achievement acid acknowledge acoustic acquire acres across active activist actual acute adapt adaptive
    add additional address addresses adequate adjacent adjective administer administrative admit admixture
    adolescent adopt adult adulthood advances advantage advent adverse advice advisor advocates aerial aesthetic
    affect affiliate affirmative affluent afford affordable aftermath afternoon afterwards agenda agent aggregate
    aggressive ago agree agricultural agriculture ahead aid aim aircraft airline airports airspace akin albeit
    album alcohol alcoholic ale algae algal algorithm alleles alliances allow alloy almost alone along alongside
    alphabet already alter alternate alternative altitude altogether aluminium alumni always amateur ambitious
    amid amino among amongst amount analog analogous analogue analyses analysis analysts analytic ancestor
    ancestral ancestry anger angiosperms angle angular animal annelids anniversary announcement annual answer
    antenna anthropologist antibacterial antibiotic antigen antimicrobial anyone anywhere apart apartheid
    apartment app apparatus apparent appear appearances applicable appoint appointment approach approaches
    appropriate approval approve apse arbitrary archaeological arches architect architectural area argue argument
    arise aristocracy aristocratic arithmetic armor arose arousal arrangement array arrest arrival arrive
    arrondissement artifacts artificial artillery artistic artwork ascent aside ask aspect asphalt assault assert
    assess assets assignment assist assume asthma astronomy athletes atmosphere atmospheric atolls atom atop
    attack attain attainment attempt attend attitude attract attractive attribute audiences auspices authentic
    author authoritative automobiles autonomy available avant average avian avoid aware background backward
    bacteria bacterial bacterium ball ballistic balloons ballot bands bandwidth bankruptcy baptism bare barley
    barons barrels barrier bars basal base basis battles battleships beaches beam beat beaten became become beds
    beer bees began begin begun behalf behavior behavioral behaviour behind belief believe belong below beneath
    beneficial benefit better beyond bias bid bigger biggest bilateral billion bills bin binary bind biography
    biological biomass biotechnology bird birth birthday birthplace bisexual bishops bit bitumen blacks blank
    blend blockade blocks blood blow boats body bomb bombardment bonds bone books boom boost border bore born
    boroughs bottom bought bound boundary boxes boycott brain branch branches brand brass breach break breakdown
    breakthrough breast breeds bridges brief bright brilliant broad broadcast broadcaster broader broke broken
    brother brought browser brushes bubble budget build built bulb bulk burden bureaucracy burial burn buses
    busiest businesses button buy byte cabin cables calcium calculate calendar call calligraphy calm came camera
    campaign camps campuses candidate cannon cannot canonical cantons capable capacitor capita capitalism
    capitalist capitals capture car carbohydrates carbon carbonate cards care career careful cargo carpets
    carriage carrier carry cartridge case cast caste castles category cathedrals cats cattle caught cause cease
    ceasefire celebrate cell cellular cellulose cement censorship cent centres century ceramic ceremonial ceremony
    certain certainty chain challenges change channels character characteristic charge charitable chart cheap
    cheaper check chemical chest chicken childhood children chips chlorophyll chloroplast choice choose chose
    chosen chromosome chronic cilia cinemas circa circadian circles circuits circular circumstances cites citizen
    citizenship civilian claim clan clashes class classes classify classroom clean clear clergy clerical client
    climate clock close closer closest closure cloth clothes cloud clubs cluster coach coal coastal coastline
    coasts coat codes coffee cognitive coil coin colder coldest collapse collateral colleagues collect collective
    collector colloquial colonial colonialism color colour columns com comb combine come comic commands
    commemorate comment commentary commercial commit commitment common communal communicate commutator commuter
    comparable compare comparison compatible compensate compete competitive complaints complement complementary
    complete complex complexes component composer composite compound comprehensive comprise compromise compulsory
    computational computer concentrate concept conceptual concern concerts conclude concrete conduct conductor
    confer conferences confirm conflict conform connect connector conquer conquest conscious consecutive consensus
    consent consequences consider considerable consist consistent console consonant conspiracy constant
    constituent constitute construct consume contact contain container content contestant context contiguous
    continent continue continuous continuum contract contrary contrast contribute contributor control controller
    controversial controversy convenient conventional convert cool coordinate copper copy copyright cord core corn
    corner corporate correct correspond corrupt cortex cost costume cotton counter counterpart country countryside
    counts coup couple course cousin cover coverage craft crash create credit crew crime crises criteria criterion
    critic critical criticism critique crop crosses crowd crucial crucifixion crude crust crystals ctenophores
    cubic cuisine cult cultural culture currency current curriculum cursive curve custom customary customer cut
    cycle cylinder cytoplasm dairy damage danger dangerous darker data database date daughter days daytime deacons
    dead deadline deal dealt death debate debt debut decade decay decide decisive deck declare decline decorative
    decrease decree deeper deer default defeat defects defences defend defenses defensive deficit define definite
    degree delay delegates deliberate deliver demand demographic demonstrate denominational dense deny departure
    depend dependent depict deployment deposits depth derive des descendant descent describe design designer
    desirable desire desktop destroy destructive detail detect determine deterministic detrimental develop
    developer device diabetes diagnosis diagram dialect diameter diarrhea dictator dictatorship didn dielectric
    diesel dietary diets differ differences different differential differentiate difficult difficulty digestive
    digits dimensional dinosaurs diode dioxide diplomacy diplomatic dipole direct directional disadvantage
    disagree disagreement disaster disastrous disc discharge discipline discover discrete discuss disease dish
    dishes disk dismissal disorder displacement display dispute disrupt distances distant distinct distinctive
    distinguish distinguishes distribute districts diverse divide divorce doctrinal doctrine document documentary
    doesn dog dollar domain domestic dominant dominate door double doubt download downstream dozen draft drain
    dramatic draw drawn dress drew drift drink driven driver drop drought drove drugs drum dry dual ducks due duty
    dye dynamic dynastic earlier earliest earn earthquake ease easier easy eat eaten ecclesiastical ecological
    ecology economic economy ecosystem edge editor editorial educational effect effective efficacy efficiency
    efficient effort eggs eighteenth elaborate eldest elect electrical electromagnetic electron element elevator
    eligible eliminate elite elsewhere email embargo emerge emergency eminent emit emotional emphasis emphasize
    empires empirical empiricism employ employee employer empty enable encode encompasses encounter encourage end
    endemic enemy energy enforce engage engagement engine engineer enjoy enormous enough enrollment ensembles
    ensure enter enthusiasm enthusiastic entire entry environment enzyme epidemic episode eponymous equal
    equilibrium equipment equivalent era error escape essential establish establishment estate esteem estimate etc
    ethnic eukaryotes eukaryotic event eventual everyday everyone everywhere evident evil evolutionary evolve
    exact examine example exceeds excellent except exceptional excess excessive exchanges exclusive execute exempt
    exercise exert exhaust exhibit exile exist exit exotic expand expect expectancy expenditure expense expensive
    experiences experiment experimental expert expertise explain explicit exploit explore explosive export
    exposure extant extend extensive extent exterior external extinct extract extraordinary extreme eyes face
    facial facilitate fact facto factor fail failure faithful faiths fallen false familiar famous fans far farther
    fast faster fastest fatal fate fats fatty faults favor favorable favorite favour favourite fear feasible feat
    feature federalism fee feedback feel feet fell fellow felt female feminine festivals feudal few fewer fiber
    fictional fields fight figure filament file fill films filter final finale finances financial find finest
    finish finite fires firm fiscal fish fit fixture flags flagship flat fleets flew flexible flights flood floor
    flow flower flown fluid fluorescent flux focus focuses fold folk follow font food foot footage forbade
    forbidden foremost forests form formal format former forth fortress forts forward fossil fought found founder
    fragile frame franchise freight frequency frequent fresh friend frozen fruit fuel full functional fundamental
    funds funeral fungi fur furniture further fuse future gain gap garrison gas gases gather gatherer gauge gave
    geese gender gene generate genetic genome genre genuine genus geographic geographical geography geologic
    geometric geometry geothermal germ get giant gift given glacial glass glasses glucose goal goddess gods goes
    gone goods got govern governmental grade gradual graduates grain grammatical grandfather grandson grape graph
    graphic grass grasses grave gravitational grew ground groups grow grown growth guarantee guerrilla guest
    guidelines guilty guitarist gun gut gymnast habeas habitat habits hair half halls halt hand handful handle
    happen hard harder hardware harm harmful harsh hazardous headline heads healthy hear heard heartwood heat
    heavier heavy hectares heel hegemony height heir held help hereditary heresy heretical heterosexual hidden
    hierarchical hierarchy high higher highest highlight hip historian historical hit hold holder hole holidays
    home homogeneous homosexual honey honorary hop hopes horizontal hormones horses hospitals host hostile hotels
    hour household houses hub huge humanitarian humans humid hundreds hung husband hydraulic hydrogen hymns
    hypothesis hypothetical iconic icons idea ideal identical identify ideological ideology ignore ill illegal
    image imagery immediate immigrant immune impact imperialism imperialist impetus implement import important
    impose impossible impressive imprisonment improve improvement inadequate inaugural incandescent inch inches
    include income incompatible incomplete incorporate incorrect increase incumbent independent indicate indirect
    individual industry ineffective inefficient inevitable inexpensive infamous infant infectious inferior
    infinite inflammatory influences influential influx informal infrastructure infringement inherent initial
    initiate injury inland inmates innate innovative input insect inside insight install instances instant
    institutional instrument instrumental insufficient insulin intact intake integer integral integrate intellect
    intellectual intelligible intense intensive intent interact interest interface interfere interim intermediate
    internal interpret interval intervene interview introduce invade inventor invertebrates invest investigate
    investment investor invisible involve involvement irregular isotope issue item jail job join journalist
    journals journey judges juice jury justify keep kept key keyboard kick kilometre kind kinetic kit knew
    knowledge known knows label lack laid lamas lamp lands landscape language large larger largest larvae laser
    last late latest latewood latitude latter launch laws lawsuit lawyer lay layout lead leadership leaf leagues
    leap learn least leather leave lecture left leg legacy legal legislature legitimacy legitimate length lengthy
    lesbian less lesser lessons lethal letter level liberalism license lie life lifestyle lifetime lift light
    lighter likelihood likewise limestone limit line lineage linear lineup lingua linguistic links liquid listen
    lit literacy literal literary literate literature liturgical liver livestock load loan loanwords local locate
    lock log logical logo longer longest look loose lose loss losses lossy lost lot low lower lowest loyal loyalty
    lucrative luminous lungs luxury machinery machines madaris made magazines magnetic magnitude main mainland
    mainstream maintain major make makeup malaria male mammalian mammals manage manager mandatory mandolin manner
    manpower manufacture manufacturer manuscripts map margin marker market marriage marry martial masculine masses
    massive match matches mate material materialism maternal mathematical mathematician matrix matter mature
    maximum mean meaningful meant measure measurement meat mechanical mechanism median medium meet melody melt
    member membership membrane memory men mental mentor mere merge merger message met metabolic metabolism metal
    metallic metaphysical meter methane method methodology metre metric mice microorganisms microphone microscopic
    mid migrate migratory mild miles military militia milk millennia millet millimetres million mind minerals
    miniature minimal minimize minimum minute missile mistake mitochondrial mixture mode model moderate modern
    modest modify moisture molecular molecule molten moment momentum monarch monastic money monk monsoon month
    mood moral morale morphological morphology mortgage mosaic mosques motor motorway motto mountainous mouth move
    movie mph multinational multiple multiracial multitude murder muscle museums musical musician mystical
    mysticism myth mythology names narrative narrow nationalism nationwide natural nature nave nearby nearest
    necessary needs negative negotiate neighbor neighborhood neighbourhood neighbours nerve nervous nest net
    networks neural neurons neutral neutrons never nevertheless newer newest newspaper next niche nickel nickname
    nineteenth nitrogen nobles noise nomadic nominal none nonetheless norm normal notable note noteworthy notice
    noun novel nuclear nuclei nucleus number numerical numerous nuns nutritional oath object objective obscure
    observe obsolete obstacles obtain obvious occasional occupy occur oceans offense offer offices official offset
    offshore often oil older oldest once online onset onto onward open operate operational operator opinion
    opponent oppose opposite optional orbit orbital orchestras ordinary ore organic organism organizational
    organize organs origin original originate otherwise outbreak outcome outdoor outlet output outright outside
    outskirts overall overcome overhead overlap oversaw oversee overthrow overthrown own owner ownership oxide
    oxygen pace package packet page paid pain paint pair palaces panels paper parades parallel parasites parasitic
    parent parental parishes part partial participate particle particular partner passenger passes passive past
    pastoral paternal pathogen paths patient patron patronage pattern pay payment peaceful peak peasant pedestrian
    peer pen penalty penetrate penicillin people perceive percent percentage perfect perform performances
    performer perhaps period periodic peripheral permanent permit persistent person personal personnel perspective
    pest pesticide pets phase phenomena phenomenon philosopher philosophical philosophy phonemes phones
    phonological phonology phosphate photographs photons photos photosynthesis photosynthetic phrase phyla phylum
    physical physicians physicist physiological piano piece pigment pilots pin pinyin pitch pixels place placement
    plague plane planets plans plant plasma plastic plates platform play playback player plebeians plot plug
    plural poem poet poetic poetry point policy political politician poll pollen polychaetes polynomial poor
    poorer poorest populace popular populous pork porous ports positive possess possesses possible posts postwar
    potential pounds poverty powder power powerful practical practice praise precedent precious precise precursor
    predator predecessor predict predominant prefer pregnancy pregnant prehistoric prejudice preliminary premiere
    premises premium prepare preseason present preserve presidency pressure prestige prestigious prevalent prevent
    previous prey prices priesthood priests primary primes primitive principal principle print prior prison
    prisoner private privileges problem problematic procedure proceeds process processes produce producer product
    productive professional profile profit profitable profound program programmes progress projects prominent
    promote prone proof propaganda proper property prophecy proportional proposal propose proprietary prose
    prospective prosperous protect protective protein protest proton prototype proud prove proven provide provider
    provinces psychologist psychology pub puberty public publish publisher publishes pull pulp pump punishment
    punk pupil puppet purchase purpose pursue pursuit push put quake qualify quantum quarter quarterback quick
    quite race racial racism radar radical raids railroads rails rain rainfall rainforest rainy raise ran random
    range rank rape rapid rapper rare rate rather ratio rational raw reach reaches react reactive read ready
    realistic realize realms rear reason reasonable rebel rebirth rebuilt recall receive receiver recent recognise
    recognizable recognize record recorder recover recovery recreational redevelopment reduce reef refer referee
    references referendum reflect reforms refugees refusal refuse regain regard regardless regime region regular
    regulate regulatory reign reject relate relational relationship relative relay release relevant reliable
    relieve religion religious reluctant remain remainder remarkable remember removal remove renewable rent repair
    repeats repertoire repetitive replace replacement reports represent reptiles request require requirement
    resemble reserves reside residences resident residential resign resist resistant resolve resonant resources
    respect respective respiratory respond response responsible rest restaurant restore restrict result retail
    retain retirement retreat return reveal revenue reversal reverse reviews revive rhetoric rhythm rhythmic
    ribbon rich richest right rigid rigorous riot rise risen risk risky rites ritual rival rivalry roads rocket
    rocks role roof rooms root rope rotational rotor round routes routine rows royalty rpm rubber ruins rule ruler
    run runner runway rural sacrifice safe sail salary sale salts same sample samurai sapiens satellite satisfy
    save saw says scale scarlet scene schedule scheme scholar scholarship schools scientific scientist scope
    scores screen script scrutiny sculpture search seas season seasonal seat secondary seconds sect sector secular
    secure sediment sedimentary see seeds seek seem seen segment seize seldom selective self sell send senior
    sense sensitive sensor sensory sent sentences sentiment separate sequences serious servant serve set settle
    settlement several severe sex sexes sexual shaft shallow shape share sheep sheet shells shelter shift ship
    shirts shock shoot shops shores short shortage shorter shot show shown shrines shut sick side sight sign
    signal signature significant similar simple simpler simplest simultaneous sin singer single singular sister
    sit site sizable size skill skin slave slavery sleep slight slip slot slow small smaller smallest smallpox
    smoke snow snowfall soap social socialism socio sociology sodium soft software soil sold sole solid solo
    soluble solve someone sometimes somewhat somewhere son songs soon sort sought sounds soundtrack source
    sovereignty spacecraft spaces span spatial speak specialist specialty specific specify spectacular spectrum
    speech speeches speeds spend spent sperm sphere spin spiritual spite split spoke spoken sponsor sponsorship
    spontaneous spot spread stable stadiums stage stain stake stalemate stand standards staple starch start
    statehood statement static stationary statues status statutory stay steady steam steel steep stem step steppe
    stereo stimuli stimulus stolen stomach stood stop storage stores storms story straight strain strategy streams
    streets strength strengthen stress stresses stretch strict strike strips stroke strong stronger strongest
    stronghold struck structural structure struggle student studio study style subcontinent subgroup subject
    subjective submarine submit subordinate subsequent subsidiary substances substantial substantive substitute
    substrate subtropical suburb suburban success successes successful successive successor sudden suffer
    sufficient sugar suggest suicide suit suitable sulfur sum sunlight sunshine supercontinent supernatural
    support supporter supportive suppress supremacy sure surface surgery surname surplus surprise surrender
    surveys survival survive susceptible sustain swept switch sworn syllable symbol symbolic symbolism symmetry
    symptoms synthesis synthetic system systematic systemic szlachta table tablet tactical tail take taken
    takeover talent talk tall tallest tanks tape target tasks taste taught tax taxes taxonomy tea teach teacher
    teaches team technique tectonic teeth tells temperature temples temporal temporary tend tendency tens tense
    tentacles tentative tenure term terminals terminology terminus terrain terrorist test testimony text textbooks
    textile textual thanks theatrical theme theologian theology theorem theoretical theory therapy thereafter
    thereby therefore thermal thesis thick thicker thin think thirds thirteenth thought thousand threat throne
    throughout thrown thylakoid ticket tide tie tier tiles timber time tiny tissue title titular together told
    toll tone tongue tonnes tons took tool topic torch torque torture total tourist toward towns toxic trace track
    tracts traditional traffic train traits tram transfer transform transistor translate transmit transmitter
    transparent transport trap travel treat treatment treble tree tremendous trend trial tribal tribe tributary
    tribute trigger trillion trip triumph troops trouble trucks true try tube tuberculosis tungsten tunnels
    turbine turmoil turn twentieth twice type typical ubiquitous ultraviolet unable unacceptable uncertain
    uncertainty unclear uncommon unconstitutional undergo undergone undergraduate understand understood undertake
    undertaken undertook underway underwent undesirable unemployment unicameral unique unitary units unknown
    unless unlike unnecessary unofficial unpopular unreliable unrest unstable unsuccessful unusual update upgrade
    upheld uranium urban usage use useful user usual vacant vacuum valid valleys valuable value variable variant
    variety various vary vassal vast vector vegetable vehicles venue verb verbal vernacular versa verse versus
    vertebrate vertical vessel veteran veto via viable victim victorious victory videos view viewership vigorous
    vinyl violent violin virtual virtue virus viruses visible visit visual vital vocabulary vocal vocational
    voices void volcanic voltage volume voluntary vote vowel voyage vulnerable wage walls warfare warm warmer
    warrior warships wartime wasn waste water wave wavelength wax way weak weaker wealth wealthiest wealthy weapon
    wear weather website weeks weight well went wet whatever wheat wheel whenever whereas whereby wherein whether
    whilst whole wholesale wide wider widespread width wife win window winds wine winner wire wish wishes withdraw
    withdrawal withdrawn withdrew wolves woman won wood wooden wool word wore work workforce worldwide worn worse
    worship worst worth wound wrestler write writer written wrong wrote yards year yeast yield youngest zero zinc
    zones
    """
)
