/** Words that are no part of a name, however they are written: a sentence begins with them, a firm or a thing is called by them. */
export const NEVER_NAMES: readonly string[] =
  `
  a abend able about abracos abrazos absolutely accenture account acer achha actually address adidas adobe adviser advisor afraid after afternoon again agent ah aha airbnb airport alaikum aldi aleikum alhamdulillah all
  almost already alright also although always am amazon american amex an and and's android angry annyeong another any anything anyway anywhere apart apartment apostrophe apple april are aren't arigato arre article as
  asda ask asus at atenciosamente atentamente attn audi august avenue back bank barclays basic basically bay be beach became because become becomes been before being besides besos best between big birth bit bitte
  bluetooth bmw bonjour bonsoir booking both bp bridge british bro buenas buenos building buonasera buongiorno but by cafe call called caller callers calling calling' calls came can can't cannot cant capital card
  cardholder case cc center centre certainly chanel chao chapter chase cheers christmas church ciao citibank classic client clients close code comcast come comma company congratulations cordialement corp correct costco
  coucou could couldn't couple court crescent customer dank danke dash date day dear december definitely dekuji dell deloitte deluxe dhl dias did didn't dior discord disney do dobry dobryi does doesn't doing don't done
  dont dot double down dozen dr drive driver dude during dyson dziekuje dzien each east easter easyjet ebay edition eight eighteen eighty eleven email emirates energy english enough er erm esso eu european evening ever
  every everyone everything everywhere evri exactly excellent expedia express facebook faithfully fao fargo february fedex feel feels felt few fiat fifteen fifty fine first five floor folks for ford forty four fourteen
  french friday from fwd german get give glad gmail go god going gone good google got gracias grazie great groet groeten groetjes group gruss grusse grussen gucci guest guten guys habari had hadn't half hall hallo
  halsning halsningar hang hao happy has hasn't have haven't having he he's hej hello help her here hermes hers herself hey hi hilsen hilsning him himself his hiya hm hmm hola hold holder home honda hoping hospital hotel
  hotmail house how however hsbc huawei hubspot huh hulu hundred hyphen hyundai i i'd i'll i'm i've ibm icloud if ikea ill im in inc inshallah instagram instead insurance intel interested internet into invoice ipad
  iphone is island isn't it it's italian its itself ive jambo january july june just kasih keep keeps kept kia kiitos klarna knew know knows konnichiwa kpmg lake lane last later lenovo less let let's lets letter letters
  lidl limited line lines linkedin llc lloyds look looking lord lot lots lowercase ltd lufthansa lyft ma'am madam made make makes making manager many march mastercard mate may maybe mazda mcdonalds me mean means meant
  member mercedes merci merhaba mfg mhm microsoft mille million mine miss mm mm-hmm mmm mobile model moin monday month monzo more morning most motorola mount mr mrs ms much must mvh my myself nah namaste name names
  natwest need needed needs netflix never new next night nike nine nineteen ninety nissan no nobody noches nokia none nope north not note nothing nought november now nowhere number nvidia obrigada obrigado october of off
  office often oh ok okay okey-dokey ola old on one only ooh operator or oracle order orders other others otherwise our ours ourselves out outdoor outdoors outlook over own pagi pal pardon park passenger password patient
  pay payment paypal pdf perfect perhaps peugeot phone pin place playstation please plus point pozdrawiam pozdrowienia prada prego premium pretty price privet pro product products prof protonmail puma put puts pwc qantas
  quarter quite rather re ready really recogniser recorder regards release renault representative restaurant revolut right righty river road royal ryanair said salaam salam salesforce saludos salut saluti saluto same
  samsung santander sap saturday saw sawasdee sawubona say says school scusi second section security see seem seems sehr selamat send sends sent september series service servus seven seventeen seventy several shall she
  she's shell shop should shouldn't shukran sick since sinceramente sincerely sir six sixteen sixty skype slash small so social some somebody something somewhere sony soon sorry south space spanish spasibo speak speaker
  speaking spotify sprint square standard starbucks station still store street stripe subject such suite sunday supervisor support sure ta take talk tardes target team telecom tell ten terima terrace terveisin tesco
  tesekkur tesekkurler tesla than thank thanks that that's thats the theek their theirs them themselves then there there's therefore these they they'd they'll they're they've think thinks third thirteen thirty this those
  though thought thousand three thursday ticket tiktok tired to today together told tomorrow too tower toyota triple try trying tschuss tuesday tv twelve twenty twitter two uber udvozlettel uh uh-huh uhh uhm uk um umm
  unable under underscore unhappy university unless until up update uppercase ups us usa use used user using usps usually vanakkam vat verizon version very visa vodafone volkswagen volvo waiting walmart want wanted wants
  was wasn't way we we'd we'll we're we've wednesday week welcome well were weren't west what what's whatever whats whatsapp when where where's whereabouts whether which whichever while who who's whoever whole whom whose
  why wi-fi wifi will windows with won't wonderful wondering wont would wouldn't wrong xbox xfinity xin yahoo yeah year yep yes yesterday yet yodel you you'd you'll you're you've your yours yourself youtube yup zara
  zdravstvuyte zendesk zero zoom
  `
    .split(/\s+/)
    .filter(Boolean);
