import { fullName } from '../cards/names.ts';
import type { Day } from '../history/calendar.ts';
import type { FramedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import type { Goodbye, GoodbyeList } from './goodbyes.ts';
import { type PageSetting, paragraph, table, titledPage } from './markup.ts';

/** What the page of goodbyes shows: the list, or why there is none for this user. */
export type GoodbyesView =
  | 'not-leaving'
  | 'roles-unread'
  | { readonly day: Day; readonly asOf: Day; readonly list: GoodbyeList };

/** The list of goodbyes, to be printed. */
export function goodbyesView(view: GoodbyesView, setting: PageSetting): FramedPage {
  const texts = setting.words.wording.ownPage.goodbyes;
  if (view === 'not-leaving') return goodbyesPage(paragraph(texts.notLeaving), setting);
  if (view === 'roles-unread') return goodbyesPage(paragraph(texts.rolesUnread), setting);
  const { day, asOf, list } = view;
  const last = setting.words.format(day < asOf ? texts.left : texts.leaving, { day: setting.words.date(day) });
  return goodbyesPage(paragraph(last) + listed(list, asOf, setting), setting);
}

function goodbyesPage(content: string, setting: PageSetting): FramedPage {
  return titledPage(setting, { title: setting.words.wording.ownPage.goodbyes.title, content, kind: 'goodbyes' });
}

function listed({ goodbyes, cut, visits, people, bookings }: GoodbyeList, asOf: Day, setting: PageSetting): string {
  const texts = setting.words.wording.ownPage.goodbyes;
  if (visits === 'not-allowed') return paragraph(texts.notAllowed);
  if (visits === 'unread') return paragraph(texts.visitsUnread);
  const { name, born, visits: count, last, next, done } = texts.columns;
  const headings = [name, born, count, last, next, done];
  const rows = goodbyes.map((one) => rowOf(one, asOf, setting));
  return [
    rows.length === 0 ? paragraph(texts.nobody) : paragraph(texts.intro) + table(texts.caption, headings, rows),
    cut ? paragraph(texts.cut) : '',
    visits === 'not-all' ? paragraph(texts.visitsNotAll) : '',
    people === 'unread' ? paragraph(texts.peopleUnread) : '',
    bookings === 'unread' ? paragraph(texts.bookingsUnread) : '',
    paragraph(texts.look, 'soft'),
    paragraph(texts.paper, 'soft'),
  ].join('');
}

function rowOf({ name, born, visits, last, next }: Goodbye, asOf: Day, { words }: PageSetting): string[] {
  const texts = words.wording.ownPage.goodbyes;
  const comes =
    next === undefined
      ? texts.unknown
      : words.format(texts.next, {
          name: fullName(next.name),
          ...(next.on !== undefined && { on: words.day(next.on, asOf) }),
        });
  return [
    text(fullName(name) || texts.unnamed),
    text(born === undefined ? texts.unknown : words.date(born)),
    words.number(visits),
    text(words.day(last, asOf)),
    text(comes),
    // To be ticked on paper.
    '☐',
  ];
}
