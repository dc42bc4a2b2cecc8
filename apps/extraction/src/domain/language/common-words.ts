/** Words that people use on the phone all the time: written small, none of them is a name. Forms in "-s" are found by their stem. */
const WORDS = `
a aback abandoned able about above abroad absolute absolutely absurd abused abusive abysmal acall accc accept acceptable accepted accepting access accessing accident account accountant accounting
accurate ace aced aching acknowledge acre across act acting action activate activated activating actual actually ad adapter add added addict adding address adequate adjust adjuster admin administrator
admired admissions adore adored adult advance adverb advert advertised advertisement advertising advice advise advised adviser advisor advocate aerial affair affirm afford afraid after afternoon
afterwards again against aged agency agent agents ages aggravated aggressive aggrieved ago agony agree agreed agreeing agreement ah ahead ahem ahora ai aid aim ain aint air airline airport aisle
alaikum alarm alert algorithm alike alive all allergic allow allowed almost alone along already alright also altered alternative altogether always am amateur amateurish amazed amazing amazingly amber
ambulance amend amex amount amused an analyser analyses analysing analyzer analyzes analyzing and angel anger angry ankle anniversary announcement annoyed annoying annual annul another answer answered
answering antenna ants anweisung anweisungen anxious any anybody anymore anyone anything anytime anyway anywhere apart apartment apologies apologise apologised apologising apologize apologized
apologizing apology app appalled appalling apparently appeal appear appeared appearing append apple application applied apply applying appointment appreciate appreciated approval approve approved
april apron are area aren argue argued arm army around arrange arranged arranging array arrears arrival arrive arrived arriving arrogant art article arvo as ashamed ashaming asic aside ask asked
asking asleep assemble assess assessor assign assigned assist assistant assume assured astonished astonishing astounded at ate atrocious attach attempt attempted attend attention attentive attic
attitude attorney audacity audit august aunt author authorisation authorise authorised authority authorization authorize authorized auto automatic automatically autumn availability available avenue
average aviation avoid aw await awaiting awake award aware away awesome awful awfully awkward aww axe aye baby back backed backing backlog bacon bad badge badly baffled bag bailiff bake baked baking
bakkie balance balanced bald ball banana band bang bank banking banner bar bare barely bargain barking barmy barn barrel barrister base based basement basic basically basket basketball bass batch
batchmates bath bathroom batted battens batteries battery bay bbb be beaming bean bear beard bearing beast beat beautiful beautifully beauty because bed bedbugs bedlam bedroom bedsheets beef been beep
beeping beer before beg beggars begin beginning behalf behave behind being belief believe believed belittled bell belly belt belter bench bend bent beside best bet betrayal betrayed better between
bewildered beyond bicycle bid bien big bigger bike bill billboard billed billing bin binned binning bird birthday biscuit bishop bit bite biting bitter bitterly black blackmail blade blah blame blamed
blaming bland blank blanket blast blasted bled bleeding blend bless blessed blessing blew blimey blind blink blinking blister block blockage blocked blocker blocking bloke blood bloody blooming blow
blowing blown blue blunder blunt board boat bode bodged body bogus boil boiler boiling bold bolts bomb bone bonkers bonnet bonus book booked booking bookkeeping boot border bore bored borrow borrowed
boss bot botched both bother bothered bottle bought bounced bouncing bound bouquet bowl box boxes boy boyfriend brainy brake branch brand brass brassed bravo breach bread break breakfast breaking
breath breathe breeze brew brick bride bridge brief bright brighter brill brilliant brilliantly bring bringing bro broadband brochure broke broken broker brother brought brown browned browser bruise
bruised brush brushed bubbles bucket bucks buddy budget buds buenos buffering buffers bug buggered buggy build builder building built bulb bulges bulk bullied bullshit bullying bump bumped bumper
bunch bunches bundle bung bunny buongiorno bureau bureaucracy bureaucratic burger burgled burn burned burning burnt burst bus bush business bust busted busy but butcher butter button buy buying buzz
buzzes buzzing by bye bypass cab cabin cabinet cable cafe caff cage cake calamity calendar calibration call callback called caller calling calm calmed calmer came camera camp campaign camper campus
can cancel canceled canceling cancellation cancelled cancelling candle candour cannot canvas cap capable capital captain car caravan card care cared career careful careless carer cargo caring carpet
carried carrier carry cart carton cartridges case cash castle casual cat catalog catalogue catastrophe catch caterers caught cause ceiling celebrant celebrate celebrated celebrating celeriac celery
cell cellar cement cent center centre ceo cereal certain certainly certainty certificate cfpb chain chair chalk challenge challenging champagne champion chance change changed changing channel chaos
chaotic chap chapter character charade charge chargeback charged charger charging charity charm charming chart chase chased chasing chat chatbot chatgpt cheap cheaper cheapest cheat cheated cheating
check checked checking checkout cheek cheered cheerful cheering cheers cheery cheese cheesed chef chemist cheque cherish cherry chest chicken chief child children chill chimney chin chip chipped
chiropodist chocolate choice choir choose choosing chop chosen christmas chuck chucking chuffed church churn cil cinema circle circus citizens city civil claim claiming clamp clap clapped class
classes classification classifier classify clean cleaned cleaner clear cleared clearer clearly clerk clever click clicked clicking client cliente cliff climb clinic clip clipped clock clockwork
clogged cloned close closed closet closing cloth clothes cloud cloudy clown club clue clueless clutch coach coal coast coat cock cocked cockroach cockroaches code coffee coil coin cold collapsed
collar colleague collect collected collecting collection collector college color colour comb come comedy comfier comfort comfortable comforting comfy comin coming command commend commercial commission
commissioner commitment common communication companies company comparable compare compared comparing comparison compensation competent competition competitor competitors complain complained
complaining complaint complete completed completely complex complicated compliment compost compressor computer comreg con concern concerned concerning concert concrete condescending condition
conditioning condo conduct conference confidence confident confirm confirmation confirmed confirming conflicting confuse confused confusing confusion congratulate conked connect connected connecting
connection conned consent consented consider considerate considered considering consignes consignment consolation console const constantly constraints consult consultant consultation consumer contact
contacted contacting contain content contest contesting context continue continued contract contractor convenient conversation convert convinced cook cooker cool cooling copper copy cord core corker
corn corner corpus correct corrected correction correctly correo corrupt corrupted cos cost costing costs cosy cotton couch cough could couldn council counsel count counted counter countless country
county couple coupon courier couriered course court courteous courtesy cousin cover coverage covered cow cowboy crack cracked crackers cracking crackling craft crane cranky crap crappy crash crashed
crashes crashing crate crawl crazy cream create credentials credit credited crediting crew crib cricket cried cries crikey criminal crisp crook crooked crop cross crossed crowd crown cruise crumb
crush crushed crying cuatro culture cup cupboard curb curdled cure cured curiosity curious currency current currently curry curtain curve cushion custom customer customers cut cutting cuz cyber cycle
dad daft daily dairy daisies damage damaged damn damp dance danced dancing dangerous dare dared dark darker darkness darling dash dashboard data database date dated daughter dawn day daylight de
deactivated dead deadline deaf deal dealer dealing deals dealt dear dearer death debacle debate debit debited debiting debt debug deceased deceived december decent deceptive decide decided deciding
decision deck decline declined declining deduct deducted deductible deducting deduction deep deeply default defect defective definitely degree delay delayed delete deleted deli delicious delight
delighted delightful deliver delivered deliveries delivering delivery demand demanding demo demoed denied denies dent dental dented dentist deny department depended deplorable deposit depot depth
describe described description desert deserve design desired desk despair desperate despise dessert destination destroyed detail detergent detest devastated devastating developer device diabolical
dial dialed dialled diamond diary dictates did didn didnt died dies diesel diet difference different difficult difficulty dig digital digits dimentica dingle dinner dip dire direct directive directly
director dirham dirt dirty disable disabled disappeared disappointed disappointing disappointment disaster disastrous disc discharged disclose disconnect disconnected disconnecting discount discounted
discourtesy discrepancy discuss disgrace disgraceful disgusted disgusting dish dishonest dishwasher dismal dismay dismayed dismissed dismisses dismissive disorganised disorganized dispatch dispatched
dispatching display displeased displeases displeasure disposal dispute disputing disregard disrespect disrespected disrespectful dissatisfied distraught distressed distressing district disturbing
ditch ditched ditching divine do dock doctor document doddle does doesn dog doing doll dollar dome don done door doormat doornail doorstep dot double doubled doubt doubtful dough down downgrade
download downloaded dozen draft drag drain drained drama draw drawer dread dreaded dreadful dreading dream dreamed dreamy dress dresser drift drill drink drinking drip dripped dripping drive driven
driver driveway driving drop dropped dropping drought drove drug drum dry dryer duck dud dude due dug duly dump dumped dumping dunno duped duplicate duplicated dust duty duvet dye each eagle ear
earlier earliest early earring earth ease easier easily east easy eat eaten eating economics ecstatic edge edited edition efficient effing effort effortless egg eh eight eighteen eighteenth eighth
eighty either el elated elbow elder elderly election electric electrician electricity element elevator eleven eleventh eligible else elsewhere em email emailed emailing embarrassed embarrassing
emergency emit emotion empathises empathy employer emptied empty en end ended ending endorse energy engine engineer engineering english engraved engraving enjoy enjoyed enjoying enormous enough
enquiry enraged enrolled enrolment ensure enter entered entering entirely entities entitled entitlements entity env envelope equal er erm error escalate escalated escalating escalation escape
especially essay essentially estate estimate estimated euro evaluated evaluates evaluating evaporated even evening event ever every everybody everyone everything everywhere evidence exact exactly exam
examine example exasperated exasperating exceeded excellent except exceptional exceptionally excess exchange exchanging excited excuse execute executive exercise exhaust exhausted exhausting existing
exit expect expectations expected expecting expensive experience expert expire expired explain explained explaining explanation explicit exploded export express exquisite extend extended extension
extortion extortionate extra extract extraction extractor extraordinary extremely eye fab fabric fabricate fabulous face facebook facilities fact factory factura faded fading fail failed failing
failure faint fair fairly faith fall fallen falling false family fan fancy fantastic far farce farcical fare farewell farm fashion fast fasten faster fat father fault faultless faulty favorite favour
favourite fax fca fcc feared feather february fed fee feed feedback feel feeling fees feet fell felt fence fencing ferry festival fetch fever few fi fiasco fibre field fifteen fifteenth fifth fifty
fig fight figure file filing fill filled film filming filter filthy final finally finance financial find finding fine fined finger finish finished finishes finishing finra fire firm first fish fishy
fit fitted fittedon fitter fitting five fix fixed fixin fixing flabbergasted flag flap flash flashing flat flatmate flavour flawless flawlessly fleece fleeced fleet flew flexible flick flicked
flickering flickers flight flimsy flinches flipping float flood flooded flooding floor flour flower flown flu fluid fly flyer flying foam fob fobbed fobbing fog fold folder folding folk follow
followed followers following food fool fooled foolish foot football for force forest forever forget forgive forgiven forgiving forgot forgotten fork form formal format former formula fortnight fortune
forty forum forward forwarding foul found fountain four fourteen fourth frame framed framer francs frank frankly fraud frayed freaking free freed freezer freezes freezing french fresh fricking friday
fridge friend friendly friends frigging frightened fritz frog from front frost froze frozen fruit frustrated frustrating frustration ftc fuel full fully fume fuming fun function fund funeral funny fur
furious furiously furniture further fuse fuss futile future fuzzy gall gallery gallon game gap garage garbage garbled garden garlic gas gate gather gauge gave gear gem general generate generator
generous genius gentle gents genuinely gesture get getting ghost gift giggling gimme girl girlfriend give given giving glad gladly glass glasses glitch glitchy glorious glove glowing glue gluten go
goal goat god goddamn godsend goes going gold golf gone gonna gonnae good goodbye goodness goodwill google gorgeous gosh got gotta gotten gp gpt grab gracias gracious grade grain gram gran grand
grandad granddaughter grandfather grandma grandmother grandpa grandson granny grape grass grateful gratitude gravel gravy grease great greatest greatly green greenhouse greeting greets grey grid grief
grievance grill grim grind grinding grinning grip grocer gross ground group grow grown grumble guarantee guaranteed guard guardrails guess guest guide guideline guitar gum gun gushing gutted gutter
guy guys gym ha habibi habit hacked had haha hair half halfway hall hallelujah hallway ham hammer hand handed handing handle handled handy hang hanging happen happened happening happier happily
happiness happy harassed harassment harbour hard hardly harm harsh has hash hasn hassle hat hate hated have haven havenot havin having hazard he head headache headboard headphones headset healed
health healthy heap hear heard hearing heart heartbroken heartfelt heat heater heating heaven heavenly heavy heck hedge heel height held hell hellish hello helmet help helped helpful helping helpline
hen her herb here hero heroes herself hesitate hesitating hey hi hiccup hidden hide high higher highest highly hill him himself hinge hip hire his history hit hitch hitches hmm hob hobby hold holding
hole holiday home honest honestly honesty honey honored honoured hood hook hooray hoot hope hoped hopeful hopefully hopeless hoping horn horrendous horrible horrid horse hose hospital host hostile hot
hotel hounded hour house housekeeping how however hub hug huge hugely hugged hullo human humiliated humiliating hums hun hundred hundredth hung hungry hunt hurrah hurry hurt hurting husband
hypothetically i icasa ice icing id idea ideal idiot if ignora ignorant ignore ignored ignorez ignorier ignoriere ignorieren ignoring ill image imagine imagined immaculate immediately impatient
impeccable impolite import important importing impossible impressed impression impressive in inaccurate inadequate inbox inch incident include included including incompetence incompetent inconsiderate
inconvenience inconvenienced inconvenient incorrect incorrectly increase incredible incredibly indebted indeed index indicaciones indifferent indoor ineffective inefficient inept inexcusable infection
infested inflate inform information informed infuriated infuriating ingenious initial injured injury ink inn inne innit input inquiry insane insect insert inshallah inside insight insist insolent
inspect inspection inspector inspire instagram install installation installed installments instantly instead instrucciones instruct instructed instructies instruction instruktionen insulation insult
insulted insulting insurance insure insurer intact integration intend intent intention interaction intercom interest interested interesting intermittent international internet interpreter interview
into intro introduction introductory invalid invent inverter investigate investigated investigation invisible invitation invite invoice invoiced invoicing invoke involve irate irked iron irony
irritated irritating is island isn isnt issue issued istruzioni it item its itself ivory iwill ja jacket jail jailbreak jam jammed jamming january jar jaw jealous jeans jelly jet jewel ji job
jobsworth join joined joiner joining joke joking journalist journey joy joyful json jug juice july jump jumped jumper jumping junction june junk jury just kaput kayak keen keep keeping keepsake kept
kettle key kick kicked kicking kid kidding kidney kill kilo kilometres kilowatt kin kind kinda kinder kindly king kit kitchen kitten knackered knee knew knife knighthood knit knob knock knocked
knocking knot know knowledge knowledgeable known krona kroner kronor kudos la lab label labor labour lace lacking lad ladder ladies lady laggy lags lah lake lamb lamentable laminate lamp land landed
landline landlord lane lang language lapse laptop large lash lashing last late lately later latest laugh laughable laughed laughing laundry law lawn lawsuit lawyer layers layout lazy lead leader leaf
leaflet leak leaked leaking lean learn learned learning learnt lease least leather leave leaving lecture led left leg legal legally legend lemme lemon lend lenders length lens less lesson let letter
letterbox letting lettuce level lever liable liar licence license lid lie lied life lifesaver lifetime lift light lighter lightly like liked liking lilac lilies limbo lime limit limited limping line
linen lining link linked linkedin lion lip liquid list listed listen listened listening literally litre litter little live liver livid living lizard ll llegado llm load loading loan loathe lobby local
locate lock locked lodge lodging loft log logged logging login logistics logo lol long longer look looked lookin looking loop looping loose loosely lord lorry lose losing loss lost lot lots lottery
loud louder lounge lousy love loved lovely loving low lower loyal loyalty luck luckily lucky ludicrous luggage lump lunch lunchtime lung lurch lying ma machine mad madam maddening made magazine magic
magical magnificent maid mail mailbox mailed mailing mailshot main maisie major make maker making mall mama man management manager manageress mandate manner manual manufacturer many map marble march
mare margin mark marked marker market marketing marriage marvel marvellous mask mass massive master mat match matching mate material materialised maths matter mattress max maximum may maybe mayo mb
mbps me meal mean means meant meantime measure meat mechanic medal media medical medicine mediocre medium meet meeting megabits megs melon melted member membership memo memory men mention mentioned
menu mercy merely merged merger mero mess message messed met metal meter method metre mice michael mick mickey microphone microwave middle midnight midpoint miffed might migrate migrated migrating
migration mild mile milk mill million milliseconds mind mine minibar minor mint minus minute miracle mirror misbilled mischarged misdirected miserable misery mislaid misleading misled misplaced
misread misremembered miss missachte missachten missed missing misspelled misspelt missus mist mistake mistaken mistreated misunderstood mix mixed mixer mixture mixup moan mobile mode model modem
moderation modifiers mold moldy mom moment monday money monitor monitored monkey month monthly mood moon moot moral more mornin morning moron mortgage mortified mosquito moss most mostly motel moth
mother motor mould mouldy mount mountain mouse mouth move moved movie moving mp mr ms much mucked mud muddle muddled muddy muffin mug mugged multiple mum mumsnet murmur muscle museum mushroom music
must musty mutual my myself mystery naff nah nail nailed naira name named nan nap napkin narrow nasty nation national native natural navy nd near nearly neat neater necessary neck need needed needful
needing needle needn negation negative negeer neglected negligence negligent neighbor neighbour neither nephew nerve nervous nest net netflix network neural never nevermind new newborn newsletter
newspaper next nice nicely nicer nicked niece nifty night nightmare nil nine nineteen ninety ninth nitrile nix no noble nobody noise noisy none nonplussed nonsense noodle noon noone nope nor normal
normally north nose not notch note noted nothin nothing notice noticed notification notified notify nought novel november now nowhere npm nth ntico nueve nuisance null number nurse nursery nut oak
oats obey object objection objective obliged obviously occasion ocean october odd of ofcom off offended offensive offer offered offering offers office officer official offline ofgem often ofwat oh oi
oil ok okay old older olive olvida olvide ombudsman omitted on onboarding once one ones onion online only onto oops open opened opening opera operating operation operator opposite optimistic option or
ora orange orchard ordeal order ordered ordering organic organise organised organize organized origin original other others otherwise oublie oubliez ouch ought oui our ours ourselves out outage
outdated outfit output outraged outrageous outside outstanding oven over overbilled overbilling overbooked overcharged overcharging overcooked overdraft overdue overflowing overheating overheats
overjoyed overlooked overly overnight override overrule oversight owe owed owing own owner ownership oxygen pace pack package packed pad page pai paid pain painful painless paint pair pairing pakka
pal palace palaver pallet palmed pan pancake panel panic panicking pantomime paper paperweights paperwork parade paraphrase parcel parent park parking parochial parser part partial particularly
partner partnership party pass passed passenger passing passport password past pasta paste pastry patch patchy path pathetic patience patient patio patronise patronised patronising patronize
patronized patronizing pattern pause pavement pay payee paying payload payment paypal payroll peace peach peak peanut pear pearl peas pebble peel peeled peeling peep peeved pellets pen penalised
penalized penalties penalty pence pencil penciled pencilled pending penny pension people pepper per percent perfect perfectly perhaps period permission permit permitted perplexed person personally
perturbed peso pet petrol pharmacist pharmacy phase phenomenal phew phone phonecall phoned phoning photo photograph phrase physics physio piano pick picked picking pickup picnic picture pie piece pig
pile pill pillar pillow pilot pin pinched pine ping pinging pink pint pipe piss pissed pitch pitiable pitiful pity pizza place placed places plain plan plane planned planning plant plaster plastic
plate platform play played player playing playoffs pleasant pleasantly please pleased pleasure plenty plot plug plugged plum plumber plumbing plus plywood po pocket podcast poem point pointless poison
poisoned police policies policy polish polite politely pond pony pool poor poorly pop popped popping popular por porch pork port portal ported porting portrait position positive possibility possible
possibly post postage postcard postcode posted poster posting postman postpone postponed pot potato potatoes pothole pottery potty pound pouring powder power practice praise prawn prayer preceding
precisely prefer preferred preguntar premium prepaid prepare prepared preposterous prescription present presently press pressed pressure presumably pretend pretended pretending pretty previous price
prices pricey pride prime principal principle print printer printing prior prison private privilege prize pro probably problem probs proceed proceeding process processed processes processing produce
product production professional profile profit profoundly program programme programming project projector prom promise promised promising promo promotion promotional prompt promptly proof proper
properly property proposal props protection proud prove proved proven provide provider providers public publicity pudding pull pulled pulling pump pumped pupil puppy purchase purchased pure purple
purpose purse pursue pursuing push pushed put putting puzzle puzzled quadrupled quality quarter que queen quer query querying quest question questioning queue queued queuing quibble quick quicker
quickly quid quiet quieter quilt quit quite quitting quiz quotation quote quoted quotes quoting ra rabbit race rack racket radiator radio rag rage raging rail rain raise raised raising ramp ran ranch
rancid rand random rang range rank rare rash rat rate rates rather rating ratio rattle rattling raved raving raw razor rd re reach reached reaches reaction reactivate read readable reader reading
readonly ready real realise realize really rear rearrange reason reasonable reassured reassuring rebook rebooked rebooting reboots rebuild rebuilt recap receipt receive received receiving recently
reception recharge recieved recipe reckless reckon recognise recognised recognize recognized recommend recommended recommending reconnect reconsider reconsidering record recorded recording recovered
recycling red redaction reddit redeem redeliver reed refer reference referral referred referring refill reflect reflected refresh refreshing refund refundable refunded refunding refuse refused
refusing regarding regardless regards regeln regels region register registered registration reglas regole regras regret regrettable regrettably regretted regretting regulator reimburse reimbursed
reimbursement reject rejected rejecting relations relaxed relay release reliable relied relief relieved remain remake remark remarkable remarkably remarked remember remind reminder remote remotely
remove removed renew renewing rent rental renting reorder repaid repair repaired repay repeat repeated repeatedly repeating replace replaced replacement replacing replied replies reply report reported
reporter reporting repost request requested requesting require required requiring reschedule rescind rescue resend resent resentful reservation reserve reset resetting reship resigned resolution
resolve resolved respect respectful respond responded responding response responsibility responsible rest restart restarted restarting restaurant restore restored restricted restrictions result retail
rethink return returned returning reveal reversal reverse reversed review reviewer revoke revolting reward rhythm rib ribbon rice rich rid ridden ride ridiculous right rigmarole ring ringing rinse
riot rip ripe ripped ripping rise risen risk rival river roaches road roadside roaming robbed robbery robot rock rocked rocketed rockstar rod rogue role roll rolled roof roofer room roomier roommate
root rope rose rot rotten rough roughly round route router row royal rubber rubbish rubs ruddy rude rug ruin ruined ruining rule rulebook run runaround rung runnin running rupee rush rust rusted
rusting rusty sack sad saddle sadly safe safeguards safer safety saga sagged sagging sags sahib said sail saint sake salad salam salary sale salmon salon salt same sample sand sandwich sang sarcastic
saree sash sat satisfaction satisfactory satisfied satisfying saturday sauce sausage save saved saver savings savior saviour saw say sayin saying says scale scam scammed scammers scan scandal
scandalous scanned scanning scant scarcely scared scarf scary scathing scenario scene schedule scheduled scheduling schema scheme school science scissors score scorecard scout scrap scraped scrapped
scrapping scratch scratched scratches scratching scream screamed screaming screen screenshot screw screwed scrub sculpture se sea seal seamless seamlessly seams search season seat sec second secondly
secret secretary secure security see seed seeing seeking seem seemed seen seething select sell seller selling send sending senior sense sensor sent sentence sentiment separately september serial
series serious seriously serve server service services session set setting settle settled seven seventeenth seventh several severe sewage shade shadow shake shaking shall shambles shambolic shame
shameful shampoo shan shape share shared sharing sharp sharper shattered she shed sheep sheet shelf shell shelter shift shine shiny ship shipment shipped shipping shirt shitshow shivering shock
shocked shocking shoddy shoe shoot shop shopping shops shore short shortage shortcoming shorted shorter shortlist shortly shot should shoulder shouldn shout shouted shouting shoved shovel show showed
shower showing shown showroom shrank shrugged shrunk shudder shunted shut shutter si sick sickened side sidewalk sigh sight sign signal signature signed signing silence silent silk silly silver sim
similar simple simpler simply since singing single sink sir sister sit site sitting six sixteen sixth sixty size skate ski skimmed skin skip skipped skipping skirt skirting sky slab slammed slash
slate sleep sleeping sleeve slept slice slick slide slightly slim slip slipped slipping sloppy slot slotted slow slower sluggish small smaller smart smashed smasher smashing smell smelling smelly
smelt smile smiled smiling smoke smoked smoking smooth smoother smoothly sms snack snake snapped snow so soaked soaking soap sobbing social sock socket sodding sofa soft softer software soggy soil
solar sold soldier sole solicitor solid solution solve solved some somebody someone something somewhat somewhere son song soon sooner sore sorry sort sorta sorted sorting soul sound sounded soundly
soup sour south space spade spam span spare spark sparking sparkling speak speaker speaking special specialist speck speech speechless speed speeding speeds spell spelled spelt spend spending spent
spice spider spill spin spinning spirit splash splendid split spoiled spoilt spoke spoken sponge spoon sport spot spotless spray sprayed spraying spread spring square squash squashed squeak squeaking
squealed squealing squeeze squiz st stable stack stadium staff stage staggered staggering stain stained stair stale stamp stamped stand standard standing star start started starting starved starving
state statement station status stay stayed staying steady steak steam steel steep stellar step stepladder stereo stick sticker sticking stiff still stinking stinks stitches stock stocktake stoked
stole stolen stomach stone stonewalled stood stool stop stopped stopping storage store stores storm story stove straight strain stranded strange strap straw stream streaming street strength stress
stressed stressful stretch strike string strip strong stronger struck stuck student studio study stuff stuffed stunning stupid style su subject sublime submit submitted subscribe subscribed
subscription substandard substituted suburb success such sucked sucker sue sued suffered suffering sugar suggest suing suit suitcase suite summarise summariser summarize summarizer summer sun sunday
sunny sunshine super superb superior superstar supervisor supplied supplier suppliers supplies supply support suppose supposed supposedly supposing supreme surcharge sure surface surgeon surgery
surname surprise surprised surprising surprisingly survey surveyor suspended suspiciously swallowed swap swapped swear sweat sweater sweep sweet sweetheart swept swim swimming swimmingly swindle
swindled swing swipe switch switched switching sword swore sworn sympathy sync synced syncing syrup system ta table tablet tactful tag tail tailor take takeaway taken taking talent talk talked talking
tall tampered tank tap tape target tariff task taste tasty tattoo tatty tax taxi tea teacher team tear teaspoon tech technical technician tedious teeth telephone telephoning television tell telling
telly temper tempted ten tenancy tenant tennis tent tenth term terminal terminate terminating terrace terrible terribly terrific terrified test tested tether text texted texting th than thank thanked
thankful thanking thanks that the theatre theft their theirs them themselves then theoretically theory there thermostat these they thick thief thieves thin thing things think thinking thinner third
thirsty thirtieth thirty this thorough thoroughly those though thought thoughtful thousand thread threat threaten threatened threatening three threshold threw thrilled thriving throat throne through
throwing thrown throws thumb thunder thursday ticked ticket tickle tickled tide tidier tidily tidy tie tiger tight tiktok tile till timber time timed timer timing tin tinkle tiny tio tip tire tired
tiresome tis tissue title to toast toasty today toe together toilet token told tolerable tomato tomatoes tomorrow ton tone tongue tonight too took tool tooth toothbrush top topic topping torch tore
torment torn torture total totally touch touched tough tour tow towel tower town toy toying trace track tracker tracking tractor trade trading traffic trai trail trailer train trainer training tram
transaction transcriber transcribes transcribing transcript transfer transferred transferring transformer transit trap trapped trash trashed traumatic travelling travesty tray treasure treasured treat
treated treating treatment trebled tree trembling trial trialed trialled trialling tribe tribunal trick tricked tried trip tripadvisor tripled tripped tripping trolley trooper trouble troubleshoot
troubling trousers truck true truly trunk trust trusted trustpilot trustworthy try trying tube tuesday tune tuning tunnel turkey turn turned turning tutor tv twelfth twelve twentieth twenty twice twin
twist twisted twitter two type typed typing tyre uh uhm um umbrella umpteenth un unable unacceptable unanswered unavailable unbearable unbelievable unblocked uncaring uncle unclear uncomfortable
undecided under undercooked understand understanding undertake underwhelmed underwhelming underwriters underwriting undo undoes undone unfair unforgivable unfortunate unfortunately unfriendly unhappy
unhelpful unhygienic uniform unimpressed union unit universities university unjust unknown unless unlike unlock unneeded uno unorder unpaid unplayable unprepared unprofessional unreal unreasonable
unreliable unresolved unresponsive unsafe unsatisfactory unsatisfied unstable unsubscribe unsubscribed unsuitable unsure until unusable unused unwearable unwelcome up update updated updating upgrade
upgraded upload upper upset upsetting upstairs urban urgency urgent urgently us usage use used useful useless user username using usual usually utilities utility utter utterance utterly vacancy
vacation vacuum valid valley value valued valve van vandalised vandalized vanilla vanished varifocals vat vault ve vegetable vegetarian vehicle veil vein vendor venue verb vergeet vergessen vergiss
verify version versus very vest vet vexed vexing via vibrating video view viewing vile villa village vine vinegar viral visa visit visiting visitor vitamin voice voicemail void voided volleyball volt
volume vomiting vorgaben voter voucher vpn vs wage wagon wahala waist wait waited waiting waive waived waiving walk walked walking wall wallet wally wanna want wanted wanting ward wardrobe warehouse
warm warn warned warning warped warranty was wash washed washer washing wasn wasp waste wasted wasting watch watchdog watched watching water wave wax way we weak weaken wealth weans weapon wear weary
weather web webinar website wedding wednesday weed week weekend weighs weight weird welcome welcoming well went wept were west wet whale wharf what whatever whatsapp wheat wheel when whenever where
wherever whether which whichever while whip whisky whistles whistling white who whoever whole wholesale wholly whom whomever whoomph why wi wide wife wifi wild will willcall willdo willing wilted wind
window windscreen wine wing wink winning winter wipe wiped wire wise wiser wish wished wishes wishing wit with withdraw withdrawal withdrawing withdrawn within without witness wizard wizardry wobbles
wobbling wobbly woeful woke wolf woman won wonder wondered wonderful wonderfully wondering wood woohoo wool word wore work worked worker working workshop worktop world worn worried worries worry
worrying worse worst worth worthless would wouldn wound wow wrap wreath wrecked wrist write writing written wrong wrongly wrote xml ya yaml yard yarn yay ye yea yeah year yearly yeast yelled yellow
yelp yep yes yesterday yet yikes yoga yoghurt you young your yours yourself yourselves youse youth youtube yup zebra zero zip zipper zloty zone`;

const COMMON: ReadonlySet<string> = new Set(WORDS.split(/\s+/));

/** What was asked before: words of calls are nearly always the same. */
const asked = new Map<string, boolean>();
const MOST_WORDS = 20_000;

/** Whether a word, or the word that it is a form of, is a usual one. */
export function isCommonWord(text: string): boolean {
  const known = asked.get(text);
  if (known !== undefined) return known;
  // Words of all calls ever read are not kept.
  if (asked.size > MOST_WORDS) asked.clear();
  const isCommon = COMMON.has(text) || isFormOfCommon(text);
  asked.set(text, isCommon);
  return isCommon;
}

const isFormOfCommon = (text: string): boolean =>
  ['s', 'es', 'ed', 'd', 'ing', 'er', 'ers', 'ly', 'y'].some((end) => text.endsWith(end) && text.length - end.length > 2 && (COMMON.has(text.slice(0, -end.length)) || (end === 'ing' && COMMON.has(`${text.slice(0, -3)}e`))));
