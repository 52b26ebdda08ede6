import type { LanguageChecks } from './language.ts';

/** What judges, labels, blames or alarms: stems, each to its word's end. */
const stems = [
  ...['gehecht', 'hechting', 'vermijdend', 'afwijzend', 'gepreoccupeerd', 'gedesorganiseerd', 'hyperacti', 'deactiv'],
  ...['onveilig', 'borderline', 'persoonlijkheid', 'moeilijk', 'lastig', 'veeleisend', 'zeur', 'manipul', 'draaideur'],
  ...[
    'aandachts?(?:zoek|trekk|vragend)',
    'drugszoek',
    'medicatiezoek',
    'grootverbruik',
    'veelgebruik',
    'therapieontrouw',
  ],
  ...['therapietrouw', 'niet-?meewerk', 'complian', 'no-?show', 'zorgmijd', 'wegblijver', 'gefaald', 'faalt', 'falen'],
  ...['mislukt', 'nagelaten', 'verzuim', 'weiger', 'geweigerd', 'ontken', 'beweer', 'beweert', 'aandring', 'klaag'],
  ...[
    'klagen',
    'geklaag',
    'lijdend',
    'slachtoffer',
    'misbruik',
    'mishandel',
    'agressi',
    'vijandig',
    'weerstand',
    'ongepast',
  ],
  ...[
    'onnodig',
    'onterecht',
    'somatis',
    'psychosomat',
    'onverklaar',
    'hypochond',
    'neuroti',
    'hysteri',
    'simul',
    'aanstell',
  ],
  ...['claim', 'afhankelijk', 'aanhankelijk', 'chaotisch', 'instabiel', 'labiel', 'hoogrisico', 'risicopati', 'alarm'],
  ...['waarschuw', 'gemarkeerd', 'moeten', 'moest'],
];
const whole = [
  ...[
    'niet verschenen',
    'niet komen opdagen',
    'drong aan',
    'staat erop',
    'stond erop',
    'lijdt',
    'lijden',
    'SOLK',
    'ALK',
  ],
  ...[
    'frequente bezoekers?',
    'verzette? zich',
    'hoog risico',
    'verhoogd risico',
    'risico loopt',
    'tussen de oren',
    'moet',
  ],
  ...['dient te', 'dienen te', 'behoort te', 'hoort te'],
];

export const dutch: LanguageChecks = {
  banned: new RegExp(`(?<!\\p{L})(?:(?:${stems.join('|')})\\p{L}*|(?:${whole.join('|')})(?!\\p{L}))`, 'iu'),
  bannedSample: 'Lastige patiënt, weigerde te komen',
  numberWords:
    /(?<!\p{L})(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|honderd)(?!\p{L})/iu,
  numberSample: 'Over twee weken',
  suggestion:
    /^(?:Als [^,]+, zou u|U zou|U kunt|Vraag eerst|Gaat u eerst na|Een kort, vriendelijk bericht kan|Het is aan)/,
  might: /u zou/,
  pronouns: {
    feminine: /(?<!\p{L})(?:zij|haar|haarzelf)(?!\p{L})/iu,
    // `zijn` is a verb as well.
    masculine: /(?<!\p{L})(?:hij|hem|hemzelf)(?!\p{L})/iu,
  },
  counted: 'Geteld: 14 consulten, 3 maart 2023 tot en met 30 september 2026; 1 niet geteld.',
  explainedAway: /onverklaar|functi|somat|psych|geestelijk|stress|angst|spanning|tussen de oren|in plaats van/i,
  freshLook: 'Nieuwe of veranderende klachten vragen altijd een frisse blik.',
};
