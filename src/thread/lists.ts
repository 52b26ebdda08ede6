import { wordsForSign } from '../cards/terms.ts';
import type { Words } from '../cards/words.ts';
import type { Day } from '../history/calendar.ts';
import { text } from '../pages/html.ts';
import type { Lane } from './lanes.ts';
import type { ThreadNames } from './names.ts';
import type { Thread } from './thread.ts';

/** The lanes as a list in words: what a screen reader reads in place of the drawing, and a narrow page shows. */
export function laneList({ lanes, finding }: Thread, names: ThreadNames, words: Words): string {
  if (lanes.length === 0) return '';
  const items = lanes.map((lane) => `<li>${text(laneInWords(lane, names, words, finding !== undefined))}`);
  return `<ul class="lanes-in-words">${items.join('')}</ul>`;
}

function laneInWords(lane: Lane, names: ThreadNames, words: Words, isCard: boolean): string {
  const { lane: messages } = words.wording.thread;
  const met = lane.marks.filter(({ kind }) => kind !== 'booked');
  const booked = lane.marks.find(({ kind }) => kind === 'booked');
  const [from, to] = [met[0], met.at(-1)];
  return words.say(messages.clinician, {
    name: names.lane(lane),
    ...(from && { from: words.date(from.day) }),
    ...(to && to.day !== from?.day && { to: words.date(to.day) }),
    counted: isCard ? met.filter(({ counted }) => counted).length : 0,
    ...(lane.left !== undefined && { left: words.date(lane.left) }),
    ...(booked && { booked: words.date(booked.day) }),
  });
}

/** Who is in the lanes of several people; empty where there are none. */
export function memberList({ lanes }: Pick<Thread, 'lanes'>, names: ThreadNames, words: Words): string {
  const items = lanes
    .filter(({ members }) => members.length > 0)
    .map((lane) => `<dt>${text(names.lane(lane))}<dd>${text(words.list(lane.members.map(names.clinician)))}`);
  return items.length === 0 ? '' : `<dl>${items.join('')}</dl>`;
}

/** What else there was in these years, each in a sentence. */
export function eventList(thread: Thread, names: ThreadNames, words: Words): string {
  const sentences = [...eventsOf(thread, names, words), ...healthOf(thread, words)];
  const items = sentences.map((sentence) => `<li>${text(sentence)}`);
  return items.length === 0 ? '' : `<ul class="events">${items.join('')}</ul>`;
}

function eventsOf(
  { period, absences, hospital, gap, missed }: Thread,
  names: ThreadNames,
  words: Words,
): readonly string[] {
  const { away, stay, emergency, gap: gapMessage, missed: missedMessage } = words.wording.thread;
  const { date } = words;
  return [
    ...absences.map(({ clinician, from, to }) =>
      words.say(away, {
        clinician: names.clinician(clinician),
        from: date(from),
        ...(to < period.to - 1 && { to: date(to) }),
      }),
    ),
    ...hospital.stays.map(({ from, to }) => words.say(stay, { from: date(from), to: date(to) })),
    ...hospital.emergencies.map((day) => words.say(emergency, { day: date(day) })),
    ...(gap
      ? [words.say(gapMessage, { span: words.span(gap.to - gap.from), from: date(gap.from), to: date(gap.to) })]
      : []),
    ...(missed.length > 0
      ? [words.say(missedMessage, { count: missed.length, days: words.list(missed.map(date)) })]
      : []),
  ];
}

function healthOf({ longTerm, relapses, losses }: Thread, words: Words): readonly string[] {
  const { thread, terms } = words.wording;
  const { date, list, format } = words;
  const capital = (sentence: string) => sentence.charAt(0).toUpperCase() + sentence.slice(1);
  return [
    ...longTerm.map(({ condition, from, to, ended }) =>
      capital(
        format(thread.longTerm, {
          condition: thread.conditions[condition],
          from: date(from),
          ...(ended && { ended: date(to) }),
        }),
      ),
    ),
    ...relapses.flatMap(({ condition, relapses: spells, windowDays, signs }) => {
      const days = capital(
        format(thread.relapses, {
          condition: terms.relapses[condition],
          days: list(spells.map(({ day }) => date(day))),
        }),
      );
      if (signs.length === 0) return [days];
      const each = signs.map(({ sign, before, of }) =>
        format(thread.sign, { sign: wordsForSign(sign, words), before, of }),
      );
      return [days, format(thread.before, { span: words.span(windowDays), signs: list(each) })];
    }),
    ...losses.map(({ relation, day, exact }) =>
      format(thread.loss, {
        when: exact ? date(day) : words.months([day], farFrom(day)),
        ...(relation && { relation }),
      }),
    ),
  ];
}

/** A day so far away that a month is given with its year. */
function farFrom(day: Day): Day {
  return day + 1000;
}

/** The contacts as a table, newest first; each that is not counted has its reason. */
export function contactTable({ rows, finding }: Thread, names: ThreadNames, words: Words): string {
  const { columns, how, counting, undated, notRecorded } = words.wording.thread;
  const heads = [
    columns.date,
    columns.who,
    columns.how,
    words.format(columns.counted, { isCard: finding !== undefined }),
  ];
  const reasons = new Map(Object.entries(counting).map(([code, label]) => [code, text(label)]));
  const clinicians = new Map<string, string>();
  const nameOf = (key: string | undefined) => {
    if (key === undefined) return notRecorded;
    const known = clinicians.get(key) ?? text(names.clinician(key));
    clinicians.set(key, known);
    return known;
  };
  const body = rows.map(({ contact, counting: reason }) => {
    const day = contact.day === undefined ? undated : words.date(contact.day);
    const mark = reason === 'counted' ? '<tr class="is-counted">' : '<tr>';
    return `${mark}<td>${day}<td>${nameOf(contact.clinician)}<td>${how[contact.setting]}<td>${reasons.get(reason)}`;
  });
  return `<table><thead><tr>${heads.map((head) => `<th scope="col">${text(head)}`).join('')}<tbody>${body.join('')}</table>`;
}
