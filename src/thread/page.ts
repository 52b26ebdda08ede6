import { aboutPath } from '../cards/about-path.ts';
import { plainTextOf } from '../cards/card-text.ts';
import { fullName } from '../cards/names.ts';
import type { Language } from '../cards/wording/index.ts';
import type { Words } from '../cards/words.ts';
import type { Explanation, Unread } from '../cds/service.ts';
import type { AnyFinding } from '../detectors/index.ts';
import { type Day, isoDay } from '../history/calendar.ts';
import type { Person } from '../history/history.ts';
import { framedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import { ageOn } from './age.ts';
import { drawingOf } from './drawing.ts';
import { contactTable, eventList, laneList, memberList } from './lists.ts';
import type { ThreadNames } from './names.ts';
import { type Length, lengths } from './period.ts';
import type { Thread } from './thread.ts';

/** Everything that the page shows. */
export interface ThreadPage {
  readonly person: Person;
  readonly asOf: Day;
  readonly thread: Thread;
  /** What was noticed, the finding of the card that led here first. */
  readonly noticed: readonly AnyFinding[];
  /** What the detections did not say, and why. */
  readonly looked: readonly Explanation[];
  readonly unread: readonly Unread[];
  readonly names: ThreadNames;
  /** Losses, relapses and notes are hidden because the user's role could not be read. */
  readonly isLimited: boolean;
  /** Of some detections nothing is shown at this site, whatever they found; false if left out. */
  readonly isSilent?: boolean;
  /** The EHR shows no name of its own above the page. */
  readonly banner: boolean;
  readonly length: Length;
  readonly links: PageLinks;
}

/** Addresses below `PUBLIC_URL`, whose path is `prefix`. */
export interface PageLinks {
  readonly prefix: string;
  readonly language: string;
  /** The language that the service's pages have where none is asked for. */
  readonly pagesLanguage: Language;
  /** The query that names the launch, for links from page to page. */
  readonly launch: string;
}

/** Above this number marks would cover each other, and a page would be too long: then nothing is drawn. */
const mostMarks = 2000;

/** The thread of care as a page, without script. */
export async function threadPage(page: ThreadPage, words: Words): Promise<string> {
  const { thread: messages } = words.wording;
  const { person, asOf, thread, names, links } = page;
  const main = [
    `<h1>${text(messages.title)} <span class="soft">· ${text(words.date(asOf))}</span></h1>`,
    noticedPart(page, words),
    periodLinks(page, words),
    await figure(page, words),
    laneList(thread, names, words),
    membersPart(page, words),
    part(messages.events, eventList(thread, names, words)),
    notesPart(page, words),
    tablePart(page, words),
    folded('looked', messages.looked, explanationList(page.looked)),
    unreadPart(page, words),
  ].join('');
  return framedPage({
    ...links,
    title: messages.title,
    ...(thread.areContactsKnown ? { skip: messages.skip, skipTo: 'contacts' } : { skip: messages.skipToMain }),
    header: page.banner ? banner(person, asOf, words) : '',
    main,
    kind: 'thread',
  });
}

/** Name and birth date, so that nobody reads one person's page for another's (SMART App Launch 2.2, need_patient_banner). */
export function banner(person: Person, asOf: Day, words: Words): string {
  const name = fullName(person.name) || words.wording.thread.noName;
  return `<header class="banner"><strong>${text(name)}</strong> ${text(birthOf(person, asOf, words))}</header>`;
}

/** Of a birth date that is not known to the day only the year is given. */
function birthOf({ born, bornBy }: Person, asOf: Day, words: Words): string {
  if (born === undefined) return '';
  const isExact = born === bornBy;
  const date = isExact ? words.date(born) : isoDay(born).slice(0, 4);
  return words.format(words.wording.thread.born, { date, ...(isExact && { age: ageOn(asOf, born) }) });
}

function noticedPart(page: ThreadPage, words: Words): string {
  const { noticed, person, asOf, thread, links } = page;
  const { thread: messages } = words.wording;
  if (noticed.length === 0) return `<section class="noticed"><p>${text(nothingNoticed(page, words))}</section>`;
  const cards = noticed.map((finding) => {
    const { summary, detail } = plainTextOf(finding, person, asOf, words);
    const paragraphs = detail.split('\n\n').map((one) => `<p>${text(one)}`);
    const about = `<p class="soft"><a href="${text(links.prefix + aboutPath(finding.code, words.language, links.pagesLanguage))}" target="_blank" rel="noopener">${text(messages.about)}</a>`;
    return `<article><h3>${text(summary)}</h3>${paragraphs.join('')}${about}</article>`;
  });
  const { countedBefore: count } = thread;
  const earlier = count === 0 ? '' : `<p class="soft">${text(words.format(messages.earlier, { count }))}`;
  return `<section class="noticed"><h2>${text(messages.noticed)}</h2>${cards.join('')}${earlier}</section>`;
}

/** Of a record that was not read as a whole, or while detections are silent, no more is claimed than was looked at. */
function nothingNoticed({ thread, names, unread, isSilent = false }: ThreadPage, { wording, say }: Words): string {
  const { nothingNoticed: nothing, nothingWhileSilent, nothingInWhatWasRead, usual: seenMost } = wording.thread;
  const read = unread.length > 0 ? nothingInWhatWasRead : nothing;
  const sentence = isSilent ? nothingWhileSilent : read;
  if (thread.usual === undefined) return sentence;
  const { clinician, visits, of } = thread.usual;
  return `${sentence} ${say(seenMost, { clinician: names.clinician(clinician), visits: visits.length, of })}`;
}

function periodLinks({ length, links }: ThreadPage, words: Words): string {
  const { periods, period } = words.wording.thread;
  const items = lengths.map((one) =>
    one === length
      ? `<a aria-current="true" href="${address(links, one)}">${text(period[one])}</a>`
      : `<a href="${address(links, one)}">${text(period[one])}</a>`,
  );
  return `<nav aria-label="${text(periods)}">${items.join(' · ')}</nav>`;
}

function address({ prefix, launch }: PageLinks, length: Length): string {
  return text(`${prefix}/thread?${launch}&years=${length}`);
}

function membersPart({ thread, names }: ThreadPage, words: Words): string {
  const list = memberList(thread, names, words);
  return list === '' ? '' : folded('members', words.wording.thread.members, list);
}

function tablePart({ thread, names }: ThreadPage, words: Words): string {
  if (!thread.areContactsKnown) return '';
  const title = words.format(words.wording.thread.table, { count: thread.rows.length });
  return folded('contacts', title, contactTable(thread, names, words));
}

/** Drawn only on the page that somebody opens: the library takes memory and time at its first use. */
async function figure({ thread, names }: ThreadPage, words: Words): Promise<string> {
  const { chart, tooMany, noContacts, contactsUnread } = words.wording.thread;
  const heading = `<h2>${text(chart)}</h2>`;
  if (!thread.areContactsKnown) return `${heading}<p>${text(contactsUnread)}`;
  if (thread.rows.length === 0) return `${heading}<p>${text(noContacts)}`;
  const drawing = drawingOf(thread, names, words);
  if (drawing.rows.length === 0) return heading;
  if (drawing.marks.length + drawing.bars.length > mostMarks) return `${heading}<p>${text(tooMany)}`;
  const { draw } = await import('./draw.ts');
  return `${heading}<figure>${draw(drawing)}${legend(words)}</figure>`;
}

function legend(words: Words): string {
  const { key } = words.wording.thread;
  const signs = { seen: '●', remote: '◐', team: '■', booked: '○', missed: '×', emergency: '▲', counted: '◎' } as const;
  const items = Object.entries(signs).map(([kind, sign]) => `${sign} ${text(key[kind as keyof typeof signs])}`);
  return `<figcaption class="soft" aria-hidden="true">${items.join(' · ')}</figcaption>`;
}

function notesPart({ thread, links }: ThreadPage, words: Words): string {
  const { notes, noteOf, noteSigns, leaflet } = words.wording.thread;
  if (thread.notes.length === 0) return '';
  const each = thread.notes.map(({ written, words: own, signs }) => {
    const quoted = own === undefined ? '' : `<blockquote>${text(own)}</blockquote>`;
    const list = signs.map((one) => `<li>${text(one.text)}`);
    const of = words.format(noteOf, written === undefined ? {} : { date: words.date(written) });
    return `<p class="soft">${text(of)}</p>${quoted}${list.length > 0 ? `<p>${text(noteSigns)}<ul>${list.join('')}</ul>` : ''}`;
  });
  const link = `<p><a href="${text(`${links.prefix}/thread/leaflet?${links.launch}`)}">${text(leaflet)}</a>`;
  return part(notes, each.join('') + link);
}

function explanationList(looked: readonly Explanation[]): string {
  const items = looked.map(({ title, sentence }) => `<dt>${text(title)}<dd>${text(sentence)}`);
  return `<dl>${items.join('')}</dl>`;
}

function unreadPart({ unread, isLimited }: ThreadPage, words: Words): string {
  const { thread: messages, explanations } = words.wording;
  const items = unread.map(({ part: name, why }) => {
    const parts: Readonly<Record<string, string>> = explanations.parts;
    const reasons: Readonly<Record<string, string>> = explanations.unread;
    return `<li>${text(words.format(messages.unreadPart, { part: parts[name] ?? name, why: reasons[why] ?? why }))}`;
  });
  const list = items.length === 0 ? `<p>${text(messages.allRead)}` : `<ul>${items.join('')}</ul>`;
  return folded('unread', messages.unread, list + (isLimited ? `<p>${text(messages.hidden)}` : ''));
}

function part(title: string, content: string): string {
  return content === '' ? '' : `<section><h2>${text(title)}</h2>${content}</section>`;
}

function folded(id: string, title: string, content: string): string {
  return `<details id="${id}"><summary>${text(title)}</summary>${content}</details>`;
}
