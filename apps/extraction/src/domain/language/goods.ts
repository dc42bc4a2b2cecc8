/** What people buy, rent, subscribe to and have repaired, in the singular. A thing that is not among them is not called a product: "the weekend" would be one otherwise. */
const GOODS = `
adapter adaptor aerial airbag airpod alarm album amp amplifier antenna app appliance armchair 
backpack bag barbecue basin basket bath bathtub battery bean bearing bed bedding bedframe bell belt bench bicycle bike bin binder blanket blazer blender blind blouse boat boiler bolt bookcase bookshelf
boot bottle bouquet bowl bracelet brake bread broadband broiler brooch brush bucket buggy bulb bumper bunk bus button
cabinet cable cake calculator calendar camera candle caravan cardigan carpet carrier cartridge casserole catalogue cellphone chain chair chandelier chainsaw charger cheese chipset chocolate chopper
clock coat coffee collar comb computer console container cooker cooktop cooler copier cot couch coupon crate cream crib crisp crutch cup cupboard curtain cushion cutlery cycle
dashboard deck dehumidifier desk desktop detector detergent device diffuser dishwasher dispenser display dock doll domain doorbell drawer dress dresser drill drone dryer drum duvet
earbud earphone earring easel ebook engine espresso ethernet exhaust extinguisher extractor
fan faucet fence fibre fiber filter fireplace firewall fixture flower flute foam folder footrest fork frame freezer fridge frother fryer fuse furniture futon
gadget garment gate gearbox generator gift glass glasses glove goggles grater greenhouse grill groceries grocery guitar gutter
hairdryer hammer hammock hamper handbag handle handset hanger hardware harness hat headboard headphone headphones headset heater heating helmet hinge hoodie hose hosting hotspot humidifier
icemaker inhaler ink insole insulation internet inverter ipad iphone ironing
jacket jar jeans jersey jewellery jewelry jigsaw joystick juicer jug jumper
kayak kennel kettle keyboard keypad keyring kit kite knife knives
ladder lamp lampshade landline lantern laptop lawnmower leaflet leash leggings lens lift lighter linen lipstick lock locker locket loudspeaker luggage
machine magazine mailbox manual mask mat mattress meal meat medication medicine meter microphone microwave milk mirror mixer mobile modem module monitor motor motorbike mouse mower mug muffler
nappy necklace needle netbook nightgown notebook nozzle nut
oil ornament ottoman oven overalls
packet pad paint painting pajamas pan panel parasol pasta paste patio pedal pen pendant pencil perfume phone piano pill pillow pillowcase pipe plan planter plant plate player plug polish pool portal poster pot powerbank
prescription printer processor projector propeller pullover pump purifier purse pushchair puzzle pyjamas
quilt
rack racket radiator radio railing raincoat rake razor receiver recliner refrigerator regulator remote ring robe robot roof rope router rug ruler
saddle salad sandal sandals sandwich sausage saw scanner scarf scissors scooter screen screwdriver seal seat seed sensor server settee sewing shampoo shaver shed sheet shelf shelving shelves shirt shoe shoes shorts shower shredder shutter
sideboard sim sink skateboard ski skirt sleeve slipper slippers smartphone smartwatch sneaker sneakers soap sock socket sofa software softener spa speaker speakers spectacles speedboat spoon sprayer sprinkler stapler steamer stereo sticker stool stove strap
streamer streaming stroller subscription suit suitcase sunglasses sunscreen supplement surfboard sweater sweatshirt switch syringe
table tablecloth tablet tank tap tape tea teapot telephone television telly tent terminal textbook thermometer thermostat ticket tie tights tile tiles timer tin toaster toilet tool toothbrush torch towel toy tracker tracksuit trailer trainer trainers transformer transmission trampoline tray treadmill tree
trimmer tripod trolley trousers truck trumpet tshirt tube tumbler turbine tv tyre tire
umbrella uniform upholstery
vacuum valve van vase vehicle veil ventilator verandah video violin visor vitamin voucher
wagon walker wallet wallpaper wardrobe warranty washer washing watch watchstrap wax webcam website wetsuit wheel wheelbarrow wheelchair whisk wifi wi-fi window windscreen windshield wine wipe wiper wire wok workbench wreath wrench wristband
yoghurt yacht
zipper`;

const words = new Set(GOODS.trim().split(/\s+/));

/** Whether a word names goods, in the singular or the plural. */
export function isGood(word: string): boolean {
if (words.has(word)) return true;
if (word.endsWith('ies') && words.has(`${word.slice(0, -3)}y`)) return true;
if (word.endsWith('es') && words.has(word.slice(0, -2))) return true;
return word.endsWith('s') && words.has(word.slice(0, -1));
}
