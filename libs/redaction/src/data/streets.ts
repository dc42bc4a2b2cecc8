import { patternOf } from '../pattern.js';

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** What streets are called after their name, in small letters without marks, in languages that put it there. */
export const STREET_AFTER = words(`street st road rd avenue ave av boulevard blvd lane ln drive dr court ct place pl way terrace terr ter close crescent cres square sq highway hwy parkway pkwy circle cir trail trl row gardens gdns grove gr hill mews walk parade pde quay wharf turnpike pike loop alley green rise view vale heights hts ridge crossing manor estate estates mall plaza station stream springs throughway trafficway fork motorway freeway fwy path pass point run bypass common commons copse dell dene drift end fields gate glade glen haven hollow knoll lea mead meadow meadows orchard park passage promenade quadrant reach side spur strand yard
  sokak sok sokagi cadde caddesi cad bulvari mahallesi mah marg nagar chowk vihar puram colony layout sarani salai bazaar bazar gali galli bagh enclave extension phase sector utca ut ter ro gil daero dong ku cho chome machi lu jie dao hutong
  strasse str weg platz allee gasse ring damm ufer straat laan gracht plein kade dijk singel gatan gata vagen veien vegen vei vej gade gaten alle katu tie kuja tanav iela gatve prospekt pereulok ulitsa bulvar namesti trida street.`);
/** Those that are ordinary words as well: only between capitals, or with a name before them. */
export const STREET_WORDS = words('st way place pl row close view hill green station stream square drive court rise walk loop park run pass point end fields gate side yard common path reach crossing passage mall ring ter ku cho ro lu dao tie alle drift strand spur ridge trail circle plaza estate phase sector extension lane haven manor ut gil dr gr ct');
/** What streets are called before their name. */
export const STREET_BEFORE = words('rue avenue av boulevard bd via viale vicolo largo calle c carrer avenida avda rua praca praceta piazza piazzale plaza plaz corso chemin allee impasse place quai cours route rte ulica ul al aleja aleje os osiedle plac jalan jl jln carrera cra paseo camino rambla ronda travessa travesia estrada alameda strada str soseaua bulevardul calea trg ulitsa ulitza prospekt duong pho hem soi thanon kampung lorong lebuh persiaran strasse lungomare contrada localita faubourg sentier square passage venelle odos leoforos улица ул проспект οδος λεωφορος calzada glorieta urbanizacion urb rruga plateia simon');
/** Ends of compound street names. */
export const STREET_END = patternOf('u')`
    .(?:stra(?:ß|ss)e|str|weg|platz|allee|gasse|damm|ufer|steig|markt|berg|graben|straat|laan|gracht|plein|kade|dijk|
    singel|gatan|vagen|gata|vegen|veien|vej|gade|gaten|alle|katu|kuja|polku|puisto|puistikko|utca|gatve|stræde|straede|
    stien|plassen|plads|toget|torget|torg|grand|stigen|backen)$`;
/** Parts of an address before or after the street. */
export const UNITS = words('apartment apt appt flat unit suite ste floor fl room rm block blk building bldg tower house plot lot door level wing sector phase ward district dong ho box piso etage appartement appartamento interno scala batiment bat bis ter porta puerta bajo izquierda derecha esq dto dcha izda mieszkania mieszkanie mieszkaniu lokal m kat daire no nr num number numero numer nummer hse shop village taluk tehsil po gpo pmb postfach lieu dit km stiege top hinterhaus dg og eg lakas em emelet bt vchod byt quartier bairro cep cp kecamatan kelurahan rt rw barangay brgy purok sitio khu phuong quan huyen xa tinh gu si gun do eup myeon ri ken shi machi county parish township');
/** What goes before the name of a building or a part of a town. */
export const OPENERS = words('apartment apt flat unit suite floor room block building tower house plot lot door level po p.o box villa cottage number no nr postfach');
/** Names of buildings end so. */
export const BUILDINGS = words('tower towers house building court apartments residence residences residency heights mansion mansions villa villas cottage lodge plaza complex society niketan nilaya bhavan bhawan kunj farm hall barn mill forge rectory vicarage manor hostel dormitory barracks');
