"""English words that mean nearly the same."""

from qa_bot.text.languages.language import families

SYNONYMS = families(
    """
    sign conclude ink, start begin launch commence initiate, end finish conclude complete terminate, hold conduct
    carry organise organize stage host, help assist aid support assistance, buy purchase acquire, build construct
    erect, big large great major huge substantial, small little minor, increase rise grow raise growth, decrease
    fall drop decline reduce reduction, show demonstrate display reveal, begin start open inaugurate, found
    establish create form set, kill die death dead, attack assault strike offensive, army military force troop
    soldier armed, soldier personnel serviceman serviceman troop men, weapon arm armament, country state nation,
    leader head chief president, train teach instruct educate, training instruction education, drill exercise
    manoeuvre maneuver, agreement treaty deal pact accord contract, contract lease agreement, war conflict fighting
    hostility, ally partner friend, free liberate release, town city settlement, region area territory district
    zone, company firm business corporation, money fund sum payment, pay cost, work serve job, author writer write,
    movie film picture, show series program programme, song track single, record album, actor actress star, marry
    wife husband married marriage spouse wed, child son daughter kid, say state declare announce claim report tell
    note remark, ask request, answer reply respond response, call name title term dub, say call describe, mean
    signify, goal aim purpose objective target intend, reason cause due because, cause lead result bring, result
    outcome consequence, give provide supply offer grant, receive get obtain gain, take seize capture, join enter,
    leave depart exit quit, arrive come reach, move relocate transfer, live reside dwell home, house home residence,
    important significant key crucial vital major, famous known renowned well-known, quick fast rapid, old ancient,
    new recent modern, usual normal common typical ordinary, yearly annual year, monthly month, daily day, weekly
    week, people person inhabitant resident population, several many numerous, about concerning regarding, almost
    nearly, allow permit enable let, ban forbid prohibit, must require need necessary oblige, use employ utilise
    utilize, choose select pick elect, elect vote election, change alter modify, become turn, keep retain maintain
    preserve, protect guard defend, destroy demolish ruin, win victory defeat beat, defeat beat, lose defeat loss,
    appoint name nominate, resign quit step, office post position role, university college, school academy, doctor
    physician, law act legislation statute, court tribunal judge, police officer, illness disease sickness, drug
    medicine medication, picture photo photograph image, begin first, final last, main chief principal primary
    central, part portion section component, whole entire, near close adjacent, border frontier boundary, ceasefire
    truce cease, occupy control, contribute help, develop evolve grow, strengthen reinforce boost enhance
    improve, improve better enhance, joint common together combined collaborative, jointly together, cooperate
    collaborate work, cooperation collaboration, decide decision determine, plan intend intention, visit travel
    trip, speech address talk, speak talk, book novel volume, publish release issue, release launch issue,
    large-scale major, cost price, rent fee, contain include comprise consist, consist comprise compose, own have
    possess hold, lack missing without absence, different various distinct, same identical, similar like comparable,
    difficult hard, easy simple, dangerous risky hazardous, rule reign govern, king monarch ruler, reach attain
    achieve, achieve accomplish, try attempt seek, stop halt cease, continue remain go, stay remain, return come,
    send dispatch deliver, occur happen take place, locate situate lie place, born birth, play perform, performance
    show, match game, team side club, score point, player athlete, compete competition contest, fight battle combat,
    battle combat, sea ocean, ship vessel boat, aircraft plane airplane jet, car vehicle automobile, street road,
    forest wood, mountain hill, river stream, believe think consider regard, know aware, see view watch observe,
    find discover discovery, invent devise, design plan, danger threat risk, threaten menace, limit restrict, oppose
    against opponent, respond react, accord according, burn flammable inflammable combustible, replace renew substitute
    exchange, recommend advise suggest urge, possible can able, length long, width wide, height high tall, depth deep,
    weight heavy weigh, use usage consumption consume, vanish disappear, erase delete remove, refund reimburse repay,
    lend borrow loan, poisonous toxic poison, buyer purchaser, employee worker staff, hire recruit employ,
    dismiss fire sack, tenant lessee renter, landlord lessor, fix repair mend, submit hand file lodge, grant award,
    photograph picture photo film, fridge refrigerator, footage video recording, exempt free, surround encircle, adult
    grown, manufacturer maker producer, fund finance pay sponsor, direct head lead run manage chair, successor succeed
    follow, assume suppose, extend prolong lengthen, terminate cancel, retreat withdraw, surrender capitulate, abroad
    overseas, fail break collapse, estimate reckon, edge margin, shut close, discuss debate, lower reduce cut,
    precious valuable, hospital clinic, disease disorder, doctorate phd, salary wage pay, journey trip tour
    """
)
"""Words with nearly the same meaning, in the form that dictionaries list."""
