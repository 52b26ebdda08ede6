import type { LanguageChecks } from './language.ts';

/** Words that begin a word are followed by whatever ending it takes. */
const banned = new RegExp(
  `(?<!\\p{L})(?:${[
    'unnvikende|avvisende|desorganisert|hyperaktiv|deaktiver|utrygg|borderline|personlighet|tilknytnings(?:stil|mønster|forstyrrelse)',
    'vanskelig|krevende|kravstor|utfordrende|manipuler|oppmerksomhetssøk|(?:rus|pille|medikament)søk|storbruker|gjenganger|svingdør',
    'etterlevelse|compliance|adherence|samarbeidsvillig|(?:møtte|møter) ikke|ikke møtt (?:til|opp|fram)|uteble|uteblitt|unnlot|unnlat',
    'mislyk|klarte ikke|nekte|motsatte|motsetter|motstand|avslo|avslå|avvist|benekt|hevde|påstå|insister|angivelig|klage|klaget',
    'lider|lidelsesfull|offer(?!\\p{L})|ofre|misbruk|overgrep|mishandl|aggressiv|fiendtlig|truende|rømt|stakk av',
    'upassende|unødvendig|unødig|overforbruk|frisk bekymret|hypokond|nevrotisk|hyster|simul|innbil|psykosomat|somatiser|funksjonell|uforklar|MUPS',
    'masete|trengende|klengete|avhengig|kaotisk|turbulen|ustabil|sutr|lat(?!\\p{L})|skyld|svikt(?:e|et)(?!\\p{L})|innsiktsløs',
    'høyrisiko|risiko|flagg|alarm|varsel(?!\\p{L})|advar|bør(?!\\p{L})|burde|må(?!\\p{L})|plikt',
  ].join('|')})`,
  'iu',
);

export const norwegianBokmal: LanguageChecks = {
  banned,
  bannedSample: 'Hun møtte ikke til timen',
  numberWords: /(?<![\p{L}{])(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|elleve|tolv|tjue|hundre)(?![\p{L}…])/iu,
  numberSample: 'Om to uker',
  suggestion:
    /^(?:Du kan gjerne|Hvis [^,]+, kan (?:du gjerne|det hjelpe)|La (?:henne|ham|hen) nevne det selv|En kort, vennlig melding kan|(?:Spør|Sjekk) gjerne først)/,
  might: /du kan gjerne/,
  pronouns: {
    feminine: /(?<!\p{L})(?:hun|henne|hennes)(?!\p{L})/iu,
    masculine: /(?<!\p{L})(?:han|ham|hans)(?!\p{L})/iu,
  },
  counted: 'Medregnet: 14 besøk, 3. mars 2023 til 30. september 2026; 1 ikke medregnet.',
  explainedAway: /uforklar|funksjon|somat|psyk|mental|stress|angst|uro|heller enn|i stedet for/i,
  freshLook: 'Nye eller endrede plager trenger fortsatt et friskt blikk.',
};
