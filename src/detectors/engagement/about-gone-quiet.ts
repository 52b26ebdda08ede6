import type { About } from '../detector.ts';

/** D4 for people. */
export const about: About = {
  mark: 'D4',
  title: 'Silence against one’s own rhythm',
  looksFor:
    'A person who came at a rhythm of their own has had no contact with anyone for much longer than chance explains, while something was due.',
  evidence:
    'A gap is judged by a person’s own visits, as Poisson counts with an unknown rate: chance alone gives a finding less than once in twenty years for anybody. That silence matters is clinical sense; people with chronic illness who drop out of follow-up do worse in cohort studies, which can’t show why.',
  grade: 'weak',
  notOn: [
    'Any contact anywhere, of whatever kind, since',
    'Gaps under 180 days, or fewer than six visits to learn a rhythm from',
    'Nothing was due: no invitation, no repeat, no plan, no long-term condition',
    'Visits of one acute illness (four or more within 28 days), planned series and visits booked long ahead',
    'Visits of a pregnancy',
    'An invitation that was answered or declined, a repeat that is a week late or less, and repeats that all stop on one day',
    'Time in hospital, and the lockdown from March 2020 to July 2021',
    'Nobody at all was seen here in the first, the middle and the last week of the gap; where that can’t be read, nothing of the person, of any kind, was recorded in the past 30 days: then the gap may be the feed’s',
    'People of care homes, children, and where there is a safeguarding concern',
    'A person who has been with this practice for less than three years',
  ],
  act: 'Say that it is good to see them, and ask how the time has been.',
};
