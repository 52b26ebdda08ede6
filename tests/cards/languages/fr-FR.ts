import type { LanguageChecks } from './language.ts';

/** What judges, labels, blames or alarms: stems, each to its word's end. */
const stems = [
  ...[
    'attachement',
    'évitant',
    'détaché',
    'préoccupé',
    'désorganisé',
    'hyper-?activ',
    'désactiv',
    'insécur',
    'insecure',
  ],
  ...['borderline', 'personnalité', 'difficile', 'exigeant', 'manipul', 'toxicoman', 'nomadisme', 'inobservan'],
  ...['observance', '(?:non.)?complian', 'non.adhér', 'absentéis', 'échou', 'échec', 'refus', 'dén[iy]', 'prétend'],
  ...[
    'insist',
    'all[èé]g',
    'plainti?',
    'plaign',
    'souffr',
    'victime',
    'abus',
    'agressi',
    'hostil',
    'résist',
    'réticen',
  ],
  ...['défaillan', 'fugu', 'inappropri', 'inutile', 'surcharge fonctionnelle', 'supratentori', 'somatis', 'inexpliqu'],
  ...['psychosomat', 'hypoc?h?ondr', 'névro[st]', 'hystéri', 'simulat', 'dépendan', 'collant', 'chaotique', 'turbulen'],
  ...['instable', 'irresponsab', 'négligen', 'alerte', 'avertissement', 'signalement', 'signalé', 'mise en garde'],
];
const whole = [
  ...['état limite', 'nie', 'nient', 'nié', 'niait', 'se plaint', 'à risque', 'à haut risque', 'gros consommateur'],
  ...[
    '(?:recherche|quête) d’attention',
    'recherche de drogue',
    'patient lourd',
    'ne s’est pas présentée?',
    'n’est pas venue?',
  ],
  ...['dois', 'doit', 'doivent', 'devez', 'devriez', 'devrait', 'devraient', 'faut', 'faudrait', 'fallait'],
];

export const french: LanguageChecks = {
  banned: new RegExp(`(?<!\\p{L})(?:(?:${stems.join('|')})\\p{L}*|(?:${whole.join('|')})(?!\\p{L}))`, 'iu'),
  bannedSample: 'Patiente difficile, a refusé de venir',
  numberWords:
    /(?<!\p{L})(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|cent|mille)(?!\p{L})/iu,
  numberSample: 'Dans deux semaines',
  suggestion:
    /^(?:Si [^,]+, |En tête-à-tête, )?[Vv]ous pourriez|^(?:Demandez|Merci de vérifier) d’abord|^Un court message amical pourrait|^Le choix d’en parler est le sien/,
  might: /vous pourriez/,
  pronouns: {
    feminine: /(?<!\p{L})elle(?!\p{L})/iu,
    // `lui` as an indirect object is of any gender; `il` may stand for nobody.
    masculine: /(?<!\p{L})il(?!\p{L})(?! (?:est bon|y|reste quelque))|(?<!\p{L})(?:avec|chez|pour|à|de) lui(?!\p{L})/iu,
  },
  counted: 'Décompte\u00a0: 14 consultations, du 3 mars 2023 au 30 septembre 2026\u202f; 1 hors décompte.',
  explainedAway: /inexpliqu|fonction|somat|psych|mental|stress|anxi|nerveu|imagin|dans la tête|plutôt que/i,
  freshLook: 'Des symptômes nouveaux ou changeants méritent toujours un nouvel examen.',
};
