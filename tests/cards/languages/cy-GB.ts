import type { LanguageChecks } from './language.ts';

/** Words that begin a word are followed by whatever ending it takes; the mutated forms are listed beside the plain ones. */
const banned = new RegExp(
  `(?<!\\p{L})(?:${[
    'ymlyniad|osgoi|diystyr|di-drefn|gorfywiog|ansicr eu hymlyniad|personoliaeth|bersonoliaeth|ffiniol',
    'anodd(?!\\p{L})|heriol|ystrywgar|ystrywio|(?:sy’n )?ceisio sylw|chwilio am gyffuriau|mynychwr cyson',
    'cydymffurf|gydymffurf|ni ddaeth i|na ddaeth i|heb ddod i|methu|methodd|fethodd|methiant|fethiant',
    'gwrthod|wrthod|gwadu|wadu|gwadodd|honni|honnodd|honnir|haeru|mynnu|mynnodd|cwyn|gwyn(?:o|odd)(?!\\p{L})|achwyn',
    'dioddef|ddioddef|cam-?drin|gam-?drin|ymosodol|gelyniaethus|elyniaethus|gwrthwynebus|ystyfnig|dihang',
    'amhriodol|diangen|ddiangen|pryderus iach|seicosomat|somat|swyddogaethol|hypocondri|niwrotig|hyster|esgus bod|ffugio',
    'anghenus|dibynnol|ddibynnol|anhrefn|cythryblus|gythryblus|ansefydlog|annibynadwy|diog(?!el)|beio|(?:ar )?fai(?= y)',
    'risg|perygl|berygl|rhybudd|larwm|baner|dylech|dylai|dylid|ddylech|ddylai|ddylid|rhaid',
  ].join('|')})`,
  'iu',
);

export const welsh: LanguageChecks = {
  banned,
  bannedSample: 'Mae hi’n gwrthod dod',
  numberWords:
    /(?<![\p{L}{])(?:d?dau|d?dwy|th?ri|th?air|phedwar|pedwar|pedair|pump|pum|chwech|chwe|saith|wyth|naw|deg|ddeg|deuddeg|ugain|cant|gant)(?![\p{L}…])/iu,
  numberSample: 'Ymhen dau fis',
  suggestion:
    /^(?:Gallech chi|Os [^,]+, (?:gallech chi|gall helpu)|Gadewch i’r|Gallai neges fer, gyfeillgar|(?:Gofynnwch|Gwiriwch) yn gyntaf)/,
  might: /gallech chi/,
  pronouns: {
    feminine: /(?<!\p{L})(?:hi|iddi|wrthi|arni|ganddi)(?!\p{L})/iu,
    masculine: /(?<!\p{L})(?:ef|iddo|wrtho|arno|ganddo)(?!\p{L})/iu,
  },
  counted: 'Cyfrifwyd: 14 ymweliad, 3 Mawrth 2023 i 30 Medi 2026; 1 heb ei gyfrif.',
  explainedAway: /heb esboniad|heb eglurhad|swyddogaeth|somat|seic|meddw?l|straen|pryder|yn hytrach na/i,
  freshLook: 'Mae angen golwg newydd o hyd ar symptomau newydd neu newidiol.',
};
