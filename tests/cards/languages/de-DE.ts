import type { LanguageChecks } from './language.ts';

/** Whole German words: `\b` would end a word at an umlaut. */
const words = (flags: string, ...each: readonly string[]) =>
  new RegExp(`(?<!\\p{L})(?:${each.join('|')})(?!\\p{L})`, `${flags}u`);

export const german: LanguageChecks = {
  banned: words(
    'i',
    // Labels of attachment and of character
    'bindungs\\p{L}*|vermeidend\\p{L}*|abweisend\\p{L}*|verstrickt\\p{L}*|desorganisiert\\p{L}*|hyperaktiv\\p{L}*',
    'borderline|persönlichkeits\\p{L}*|schwierig\\p{L}*|anspruchsvoll\\p{L}*|fordernd\\p{L}*|problempatient\\p{L}*',
    'klammer\\p{L}*|anhänglich\\p{L}*|bedürftig\\p{L}*|abhängig\\p{L}*|chaotisch\\p{L}*|turbulen\\p{L}*|instabil\\p{L}*',
    'labil\\p{L}*|neuroti\\p{L}*|hysteri\\p{L}*|hypochond\\p{L}*|querulant\\p{L}*|renitent\\p{L}*',
    // Suspicion of motives
    'manipul\\p{L}*|aufmerksamkeitssuch\\p{L}*|geltungs\\p{L}*|simulant\\p{L}*|simulier\\p{L}*|eingebildet\\p{L}*',
    'vielnutz\\p{L}*|dauergast|stammgast|drehtür\\p{L}*|(?:ärzte|doktor)-?hopp\\p{L}*|rentenbegehr\\p{L}*',
    // Blame
    '(?:non-?)?complian\\p{L}*|(?:non-?)?adhären\\p{L}*|therapietreue?|(?:un)?kooperativ\\p{L}*|unzuverlässig\\p{L}*',
    'nicht erschienen|unentschuldigt\\p{L}*|versäum\\p{L}*|versag\\p{L}*|gescheitert\\p{L}*|scheiter\\p{L}*',
    '(?:ver)?weiger\\p{L}*|widersetz\\p{L}*|widerstand|vernachlässig\\p{L}*|entlaufen|entwichen|schuld|selbst schuld',
    'unangemessen\\p{L}*|unnötig\\p{L}*|überflüssig\\p{L}*|uneinsichtig\\p{L}*|aggressiv\\p{L}*|feindselig\\p{L}*',
    // Doubt about what someone says
    'leugne\\p{L}*|bestreite\\p{L}*|bestritt\\p{L}*|behaupt\\p{L}*|angeblich\\p{L}*|beharr\\p{L}*|klagte?n?|beklagt?\\p{L}*',
    'jammer\\p{L}*|beschwert|beschweren|somatisier\\p{L}*|somatoform\\p{L}*|psychosomatisch\\p{L}*|psychogen\\p{L}*',
    'unerklärt\\p{L}*|überlagerung',
    // Pity and alarm
    'leide[nt]?|leidende\\p{L}*|litt|gelitten|opfer|missbrauch\\p{L}*|misshand\\p{L}*|hochrisik\\p{L}*|risiko\\p{L}*',
    'gefährdet\\p{L}*|gefahr|warn\\p{L}*|alarm\\p{L}*|achtung|auffällig\\p{L}*|markiert\\p{L}*|unerreichbar\\p{L}*',
    'schwer erreichbar\\p{L}*',
    // Orders
    'sollten?|müssen|muss|müssten?',
  ),
  bannedSample: 'Frau Khan verweigert die Behandlung',
  numberWords: words(
    'i',
    '(?:zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|dreißig|hundert)(?:mal)?|beides? mal',
  ),
  numberSample: 'In zwei Wochen',
  suggestion:
    /^(?:(?:Wenn|Falls) [^,]+, )?(?:Sie könnten|könnten Sie) |^(?:Fragen Sie am besten|Bitte prüfen Sie) zuerst|^Eine kurze, freundliche Nachricht könnte|^Ob es zur Sprache kommt, liegt bei /,
  might: /Sie könnten/,
  // With a capital, `Sie` and `Ihr` are the reader; `sein` alone is more often the verb.
  pronouns: {
    feminine: words('', 'sie|ihr|ihre[mnrs]?'),
    masculine: words('', '[Ee]r|[Ii]hn|[Ii]hm|[Ss]eine[mnrs]?'),
  },
  counted: 'Gezählt: 14 Besuche, 3. März 2023 bis 30. September 2026; 1 nicht gezählt.',
  explainedAway: /unerklärt|ungeklärt|funktion|somat|psych|seelisch|stress|angst|nerv|statt/i,
  freshLook: 'Neue oder veränderte Beschwerden brauchen weiterhin einen frischen Blick.',
};
