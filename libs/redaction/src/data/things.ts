/** What follows or ends a name that is a firm's, a street's or a thing's, in small letters. */
export const THING_AFTER: ReadonlySet<string> = new Set(
  `
  academy account accountants act airlines airport airways album ale algorithm app apparel armchair associates assurance ave avenue award backpack bag bags bakery bank beach bedding beer belt bench blanket blender blind blinds
  blouse boiler book bookcase bookcases books boots bot boutique bracelet branch branches brewery bridge broadband builders building burger cabinet candle candles capital card cardigan carpet cars cartridge cartridges cathedral
  center centre chair charity chatbot cheese church city cleaner clematis clinic clothing cloud club co coat coffee collection college commission company concert conference constant corp costume council county court cream
  cruises cup cups curtain curtains cushion cushions cyst database day db dental desk digital direct disease dishwasher distribution doll dolls doors drawers dress drill drive duvet dvd earrings edition effect electronics energy
  engine engines equation eve express fabrics farms fellowship festival film filter finance fitness flooring font foods foundation fracture freezer freight fridge furniture gallery game games garage garden gardens gas gin
  glasses gloves gmbh goods grant group guitar gym handbag headphones health healthcare heating heels hire holidays home homes homewares hoodie hoover hospital hotel ices inc infirmary inquiry institute insurance interiors
  invoice island jacket jeans jewelers jewellers jumper kart kettle kindergarten kitchens knives labs lake lamp lane laptop law league lecture leggings leisure lettings library line lipstick llc loafers logistics lotion ltd
  lymphoma mall manoeuvre mascara mattress media medical method mirror mobile model moisturiser motors mountain movie mower mug mugs museum musical mutual necklace news novel nursery online opera opticians order outdoors paint
  palsy pan pans parish park partners perfume pharmacy phone pillow pillows pizza place plate plates plc plugin plumbing polo power press primary printer prints prize programme properties publishing pumps purse puzzle pyjamas
  radio rail range razor razors rd realty recliner recruitment reflex removals rental rentals report resorts river road room rooms roses rucksack rug rum salad sale salon sandals sauce saucepan sauces sausages saw scale scarf
  scholarship school series serum server servers services shampoo shaver shelf shirt shoes shop shorts sideboard skirt slippers sneakers society socks sofa solar solicitors solutions sons soundtrack soup spa speaker sports
  square st stadium stand statement station steel stool stools store street studio studios study suitcase suite sunglasses supplies surgery syndrome systems table tea technologies telecom template tent terrace test theatre
  theorem thermostat throw tickets tile tiles tins toaster toothbrush tour tours towel towels tower toy toys tractor trailer trainers training travel tree trial trophy trousers truck trucks trust tumour tuxedo tv union
  university vacuum van vase vets vodka voucher wallet wallpaper wardrobe watch watches water way whiskey whisky windows wines wing wireless
`
    .split(/\s+/)
    .filter(Boolean),
);

/** What stands before a name that is a storm's, a saint's, a place's or a thing's. */
export const THING_BEFORE: ReadonlySet<string> = new Set(
  `
  airport arena asteroid avenida bistro boat bot brand bridge building bust cafe café calle cape castle cathedral chapel chatbot chateau church château cinema clinic club codename college color colour comet cyclone dock ferry
  font fort gale gallery gate harbor harbour hms hospice hotel hurricane infirmary label lake line lodge lounge make manor metro model mount mt museum operation pharmacy pier planet platform plaza port project pub quay radio
  range release restaurant room rue saint sainte salon school series shade ship spa st stadium station statue ste storm studio style suite team temple terminal theater theatre tower tram trattoria typhoon uss version via villa
  ward yacht
`
    .split(/\s+/)
    .filter(Boolean),
);

/** Names of firms and goods that are people's names too: the first and the last word. */
export const THING_NAMES: ReadonlySet<string> = new Set(
  `
  abercrombie_fitch aldi_sud alexander_mcqueen american_express ann_taylor aston_martin aunt_bessie aunt_jemima baker_mckenzie bang_olufsen barnes_noble beaverbrooks_the ben_jerry betty_crocker bill_payment bill_statement
  black_decker bobbi_brown bruno_magli calvin_klein captain_america captain_birdseye captain_morgan carolina_herrera charing_cross charles_eames charles_schwab charles_tyrwhitt charlotte_tilbury christian_dior crate_barrel
  doc_martens dolce_gabbana donna_karan dr_beckmann dr_martens dr_oetker dr_pepper dr_scholl duncan_hines eddie_bauer edward_jones elizabeth_arden emporio_armani ernest_jones ernst_young estee_lauder famous_amos father_christmas
  fred_perry giorgio_armani grace_period grace_sofa harley_davidson harry_potter harvey_nichols hugo_boss isaac_mizrahi issey_miyake jack_daniel jack_daniels jack_jones jack_russell jack_wills james_bond jean_paul jim_beam
  jimmy_choo jimmy_dean jo_malone john_deere john_lewis johnnie_walker johnson_johnson jose_cuervo jp_morgan karen_millen kate_spade kenneth_cole king_cross lady_gaga land_rover lane_bryant laura_ashley levi_strauss lloyds_bank
  louis_vuitton manolo_blahnik marc_jacobs mark_up marks_spencer martin_lewis mary_kay mary_poppins max_factor mercedes_benz merrill_lynch michael_kors mickey_mouse miu_miu morgan_stanley mother_nature mr_bean mr_clean mr_coffee
  mr_kipling mr_muscle mr_porter mr_whippy mrs_hinch mrs_meyer nautica_men new_jersey nina_ricci oliver_bonas orville_redenbacher oscar_mayer papa_john paul_smith perry_ellis peter_pan philip_morris pottery_barn ralph_lauren
  roberto_cavalli robin_hood rolls_royce rose_garden rose_gold russell_hobbs ryan_air salvatore_ferragamo samuel_jones san_diego santa_claus sara_lee sherlock_holmes smith_wesson st_james st_john st_pancras st_patrick
  stella_mccartney ted_baker thomas_cook thomas_sabo tom_ford tommy_hilfiger tory_burch uncle_ben uncle_tobys van_cleef victoria_secret virgin_atlantic vivienne_westwood wells_fargo wendy_s will_call yves_rocher
`
    .split(/\s+/)
    .filter(Boolean),
);
