import type { About } from '../detector.ts';

/** D7 for people. */
export const about: About = {
  mark: 'D7',
  title: 'A repeat medicine not collected',
  looksFor:
    'A repeat medicine for which stopping matters (antidepressants, antipsychotics, lithium, epilepsy medicines, insulin, anticoagulants, steroid inhalers, disease-modifying drugs, heart-failure medicines) that ran out at least 14 days ago and at least half a supply ago, in someone who collected at least four earlier supplies on time (median at most 5 days late). Supplies add up: what is left of one is used before the next. The one longest overdue by its own supply is named.',
  evidence:
    'Stopping medicines is among what comes before relapses. That a supply is late is no proof that anything was stopped: the person may have had stock left or another supplier.',
  grade: 'moderate as what comes before a relapse, weak for a card changing it',
  notOn: [
    'A medicine that was stopped, completed, put on hold, or replaced by a new one of the same group',
    'A repeat whose plan (UK: a request of intent `plan`) was stopped, completed or put on hold; its completed issues are supplies and end nothing',
    'Medicines taken only as needed',
    'Opioid substitution, unless the practice adds it to the groups',
    'Repeat dispensing in batches: later collections leave no issue',
    'A supply that has only not reached the record yet: 14 days are twice a feed’s usual delay of 7',
    'Long supplies: 56 days and more are overdue only by half the supply',
    'Days in hospital since the last supply: they use up nothing',
    'A recorded pregnancy, in which stopping may be planned',
    'Two or more repeats of which all stop on one day: an outage of the feed, or a move',
    'People who often collect late anyway',
    'Supplies that do not say for how many days they last',
    'A person who has been with this practice for less than 12 months',
  ],
  act: 'Ask, with no assumption, how the medicine has been; if it was stopped, agree what to watch for. Of clozapine and lamotrigine the card adds that after a gap the dose may need building up again.',
};
