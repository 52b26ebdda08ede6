import type { About } from '../detector.ts';

/** K4 for people. */
export const about: About = {
  mark: 'K4',
  title: 'Writing the early signs down together',
  looksFor:
    'At the end of a visit: the latest of two or more relapses of one condition ended in the last 60 days (its recorded end, else the wash-out after its beginning), or is recorded as over or in remission now, and there is no active note of shared signs. The draft starts from the signs that were learned, else from the two that came before most relapses.',
  evidence:
    'Writing a person’s own early signs down with them is long-standing practice in psychosis (Birchwood 2000); signs that people report themselves rise about five weeks before (Eisner 2013). That a card at the end of a relapse leads to a note has not been studied.',
  grade: 'moderate that such signs exist; expert opinion for the card',
  notOn: [
    'A first episode: at least two relapses must be recorded, each with the day on which it began',
    'A relapse that goes on, or one that ended more than 60 days ago',
    'An active note of signs, whatever it is about, or a draft of one',
    'Suicidal risk recorded in the last 90 days: the local pathway governs',
    'A note that was revoked, or a task for it that was declined, in the last 12 months',
    'A condition of which a site looks for no signs',
    'Problems, visits, notes or tasks that could not be read as a whole',
    'A person under 16, and one who is cared for in a hospice',
  ],
  act: 'Start a short note together, in the person’s own words; a draft is only a start, and nothing comes of it before both have made it theirs.',
};
