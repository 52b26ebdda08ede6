import type { RelativeDay } from './relative-day.ts';

/** What was written down at a visit: the visit by its day in the person's table, and the words. */
type Row = readonly [when: RelativeDay, words: string];

/** By person. Whoever is seen writes little, as everywhere. */
export const consultationNotes: Readonly<Record<string, readonly Row[]>> = {
  'amina-khan': [
    ['-5m', 'Last visit before I retire. We talked about what comes next, and wrote a note together.'],
    ['-10m', 'Blood pressure better. She would rather go slowly with new tablets.'],
  ],
  'yusuf-ali': [['-70d', 'Feeling well on the new dose. To see me again after his next blood pressure review.']],
  'selma-aydin': [['-2m', 'Knows her tablets well by now. We shall look at the results together next time.']],
  'erik-lund': [['-24d', 'Easier to talk than it was. Would like to go on with the plan that we made.']],
  'gloria-bell': [['-3m', 'Told me who had looked after her before, and what she missed when they had gone.']],
  'robert-shaw': [['-1m', 'Had to tell the whole story again. Shoulder a little better.']],
  'dorothy-green': [['-2m', 'Breathing steady. Asked which doctor is hers now.']],
  'walter-brown': [['-2m', 'Hearing worse on the left. Glad that I had read his page.']],
  'margaret-hall': [['-1m', 'Weight steady, ankles slim. She knows whom to ring.']],
  'amos-vance': [
    ['-23m', 'Cough for months by now. Had hoped that it would pass by itself. Chest clear.'],
    ['-13m', 'Stomach pain since the spring, worse after meals. Did not want to trouble us.'],
    ['-2m', 'Back pain for months. Has been managing with hot baths.'],
  ],
  'owen-holt': [
    ['-25m', 'Cough for months. Thought that it came with the dust at work.'],
    ['-12m', 'Stomach pain for some weeks.'],
    ['-3m', 'Back pain for months. Could not get away from work.'],
  ],
  'sui-ng': [
    ['-1m', 'Out of hospital and getting about again. We spoke of how it was found.'],
    ['-9m', 'Tired, thought that it was work. Examination unremarkable.'],
  ],
  'luis-diaz': [['-11.2m', 'Blood pressure a little up. To come again in the usual time.']],
  'colin-reed': [['-1m', 'Apologized for the missed appointments, said that things are difficult just now.']],
  'basil-keane': [['-5m', 'Sorry to hear that I am retiring. We talked about who might see him next.']],
  'ruth-fox': [['-8m', 'Steadier on sertraline. Collects it each month and wants to stay on it.']],
  'nora-price': [['-8m', 'Doing well on sertraline. To see me again.']],
  'ada-yates': [
    ['-8m', 'Well. We looked back: headaches came first each time, and then she had stayed away.'],
    ['-19m', 'Low again for some weeks, now lifting.'],
  ],
  'sami-noor': [['-6m', 'We wrote down together what comes first. He has a copy.']],
  'nora-byrne': [
    ['-3m', 'Headaches again. All tests so far were normal; the symptoms are real, and they tire her.'],
    ['-11m', 'Headache and palpitations. Blood taken.'],
  ],
  'iris-tully': [['-3m', 'Headaches again. All tests so far were normal.']],
  'arnold-wood': [['-4m', 'Looks after his wife, who is unwell. Sleeps badly.']],
  'olive-dray': [['-5m', 'Worried about her husband’s health more than her own.']],
  'albert-munn': [['-340d', 'Spoke of Constance and of the last days. Family close by.']],
  'stanley-birch': [['-30d', 'Asked him in. Spoke of Joan for the whole visit.']],
  'imogen-ross': [['-8m', 'Fit and well, cycling to work.']],
  'edmund-gray': [['-3m', 'Weaker than before. Wants to be at home, with people whom he knows.']],
  'bridget-lamb': [['-9m', 'Looks after her sister by day and by night. We noted that she is a carer.']],
  'alice-ford': [['-6w', 'Tired, a lot on. Toby starts at his new school.']],
  'hugo-vale': [['-5m', 'Wrist better. Waited long today, and said so kindly.']],
  'denis-cope': [['-3m', 'Tests arranged.']],
  'helen-park': [['-10m', 'Came about the result. Disappointed with how long it had taken.']],
  'carol-webb': [['-6d', 'My first visit with her. Many threads; it would help to sit down with all of them.']],
  'sean-burke': [['-203d', 'Several visits of late. Says that it comes in waves.']],
  'lewis-hart': [['-6w', 'Mood lifting. Back at work part of the week.']],
  'henry-hope': [['-4m', 'Nothing new. Walks a good deal.']],
  'rajesh-iyer': [['-6w', 'Sugar well controlled. Pleased with his feet.']],
};
