/** How somebody comes today. */
export type How = 'surgery' | 'urgent' | 'phone' | 'video' | 'home';

/** An appointment of today; `how` is at the surgery where it is left out. */
type Row = readonly [time: string, person: string, what: string, how?: How];

/** Today's appointments, by clinician. Whoever is in none of the lists is not coming: somebody looks the chart up. */
export const todaysLists: Readonly<Record<string, readonly Row[]>> = {
  'dr-wren': [
    ['08:30', 'rajesh-iyer', 'Results of his blood tests'],
    ['08:40', 'tomasz-zielinski', 'A rash on his hands', 'phone'],
    ['08:50', 'arnold-wood', 'Not sleeping well'],
    ['09:00', 'amina-khan', 'A review of her tablets'],
    ['09:20', 'henry-hope', 'A mole on his back'],
    ['09:30', 'gloria-bell', 'Her knee'],
    ['09:40', 'sami-noor', 'Asked for a word'],
    ['09:50', 'idris-hussain', 'A cough and a temperature', 'urgent'],
    ['10:00', 'amos-vance', 'His back again'],
    ['10:10', 'colin-reed', 'A sick note'],
    ['10:20', 'lewis-hart', 'How he is getting on'],
    ['10:30', 'maud-ellis', 'How she is getting on'],
    ['10:50', 'stanley-birch', 'His chest'],
    ['11:00', 'albert-munn', 'His ears'],
    ['11:10', 'cyril-nash', 'His own blood pressure'],
    ['11:20', 'gwen-power', 'Tablets', 'phone'],
    ['11:30', 'hugo-vale', 'The same as last time'],
    ['13:00', 'ellen-marr', 'A visit at home', 'home'],
    ['13:30', 'edmund-gray', 'A visit at home', 'home'],
    ['14:10', 'douglas-kirk', 'His blood pressure'],
    ['14:30', 'frank-dale', 'His ankles are swollen'],
    ['14:40', 'owen-holt', 'His back'],
    ['14:50', 'dorothy-green', 'A review of her tablets'],
    ['15:00', 'sara-obi', 'A follow-up'],
    ['15:10', 'peter-ward', 'His leg'],
  ],
  'dr-lee': [
    ['08:30', 'patricia-owens', 'Her blood pressure', 'phone'],
    ['08:40', 'ruth-fox', 'A letter for work'],
    ['08:50', 'leah-quinn', 'A private matter'],
    ['09:00', 'joseph-lyle', 'After the hospital'],
    ['09:20', 'nora-price', 'A sore shoulder'],
    ['09:30', 'alice-ford', 'A sick note', 'phone'],
    ['09:40', 'clare-innes', 'A rash'],
    ['09:50', 'lily-turner', 'Her skin', 'video'],
    ['10:00', 'nora-byrne', 'Headaches'],
    ['10:10', 'iris-tully', 'As arranged'],
    ['10:20', 'nadia-dunn', 'Tablets'],
    ['10:30', 'denis-cope', 'His results', 'phone'],
    ['10:40', 'wilma-hay', 'Her hip'],
    ['11:00', 'yusuf-ali', 'Dizzy on standing', 'urgent'],
    ['11:10', 'bernard-gill', 'His eyes'],
    ['11:20', 'tara-flynn', 'As arranged'],
    ['14:00', 'vincent-okoro', 'His sugar'],
    ['14:10', 'hugh-baines', 'His new knee'],
    ['14:20', 'gareth-bevan', 'His list of readings'],
    ['14:30', 'kevin-oakes', 'A blood test', 'phone'],
    ['14:40', 'noah-pike', 'His inhalers'],
    ['14:50', 'ivy-lane', 'A travel letter', 'phone'],
    ['15:00', 'chloe-barnes', 'A lump on her wrist'],
    ['15:10', 'ada-yates', 'A headache'],
  ],
  'dr-roy': [
    ['09:00', 'catriona-reid', 'Her next tests'],
    ['09:10', 'robert-shaw', 'His shoulder'],
    ['09:20', 'zofia-novak', 'A form to sign'],
    ['09:30', 'carol-webb', 'Her stomach', 'urgent'],
    ['09:40', 'helen-park', 'A cough'],
    ['10:00', 'ted-rowe', 'After his operation', 'phone'],
  ],
  'dr-osei': [
    ['09:00', 'erik-lund', 'His asthma plan'],
    ['09:20', 'sean-burke', 'Back in touch'],
    ['09:40', 'joyce-tate', 'Wheezing', 'urgent'],
    ['10:00', 'anita-desai', 'An ear', 'phone'],
  ],
  'dr-brook': [
    ['09:00', 'walter-brown', 'Dizzy when he turns'],
    ['09:20', 'basil-keane', 'Not himself'],
    ['09:40', 'noah-blyth', 'A rash'],
    ['10:00', 'george-kerr', 'An inhaler', 'phone'],
  ],
  'nurse-dean': [
    ['09:00', 'margaret-hall', 'Her weight and her legs'],
    ['09:20', 'funke-adeyemi', 'A blood test'],
    ['09:40', 'jean-moor', 'Her asthma'],
  ],
  'funmi-ade': [
    ['11:00', 'alan-pryce', 'A new prescription', 'phone'],
    ['11:20', 'beryl-lowther', 'Her tablets', 'phone'],
  ],
};

interface Due {
  readonly time: string;
  readonly who: string;
  readonly what: string;
  readonly how: How;
}

const due: ReadonlyMap<string, Due> = new Map(
  Object.entries(todaysLists).flatMap(([who, rows]) =>
    rows.map(([time, person, what, how = 'surgery']) => [person, { time, who, what, how }] as const),
  ),
);

/** When, with whom and why a person comes today. */
export function dueToday(person: string): Due | undefined {
  return due.get(person);
}
