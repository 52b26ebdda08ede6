import type { FramedPage } from '../pages/framed-page.ts';
import { text } from '../pages/html.ts';
import { type CaseloadGroup, caseloadDays, caseloadGroups } from './caseload.ts';
import type { Invitation } from './invitation.ts';
import { linkTo, type PageSetting, paragraph, table, titledPage } from './markup.ts';

/** What a user's own page shows; a part that is not there is not switched on for this user. */
export interface OwnView {
  /** Name of the launch, for links. */
  readonly launch: string;
  readonly caseload?: ReadonlyMap<CaseloadGroup, number> | 'unread' | 'noTenant' | undefined;
  readonly reflection?: Invitation | 'unread' | 'not-allowed' | undefined;
  readonly leaving: boolean;
  /** The group that the practice names (`REFLECTION_GROUP`). */
  readonly group: string | undefined;
}

/** The user's own page. */
export function ownView(view: OwnView, setting: PageSetting): FramedPage {
  const { own } = setting.words.wording.ownPage;
  const { launch, group } = view;
  const content = [
    paragraph(own.intro),
    caseloadPart(view, setting),
    reflectionPart(view, setting),
    heading(own.talk.heading),
    paragraph(group === undefined ? own.talk.nobody : setting.words.format(own.talk.group, { group: plain(group) })),
    linkTo('/thread/own?sheet', launch, own.sheet, setting.prefix),
    view.leaving ? linkTo('/thread/goodbyes', launch, own.goodbyes, setting.prefix) : '',
  ].join('');
  return titledPage(setting, { title: own.title, content, kind: 'own' });
}

/** J2: counts alone, of nobody else and beside nobody else's. */
function caseloadPart({ caseload: counts }: OwnView, { words }: PageSetting): string {
  const texts = words.wording.ownPage.own.caseload;
  if (counts === undefined) return '';
  const title = words.format(texts.heading, { days: caseloadDays });
  if (typeof counts === 'string') return heading(title) + paragraph(texts[counts]);
  const rows = caseloadGroups.map((group) => [text(texts.groups[group]), words.number(counts.get(group) ?? 0)]);
  return heading(title) + paragraph(texts.about) + table(undefined, [texts.kind, texts.count], rows);
}

/** J1: one line about visits with one person, who is not named, and no date. */
function reflectionPart({ reflection, group }: OwnView, { words }: PageSetting): string {
  const texts = words.wording.ownPage.own.reflection;
  if (reflection === undefined) return '';
  const title = heading(texts.heading);
  if (typeof reflection === 'string') return title + paragraph(texts[reflection]);
  const values = { ...reflection, ...(group !== undefined && { group: plain(group) }) };
  return (
    title + paragraph(words.format(texts.invitation, values)) + paragraph(words.format(texts.counted, values), 'soft')
  );
}

function heading(content: string): string {
  return `<h2>${text(content)}</h2>`;
}

/** As part of a sentence of ours, which has a full stop of its own. */
function plain(group: string): string {
  return group.trim().replace(/\.$/, '');
}

/** Two empty lines and a rule, also where no style sheet is read. */
const room = '<br><br><hr>';

/** A sheet of paper with open questions and room to write, for a group or a colleague. */
export function sheetView(setting: PageSetting): FramedPage {
  const { title, intro, questions } = setting.words.wording.ownPage.sheet;
  const items = questions.map((question) => `<li>${text(question)}${room}</li>`).join('');
  return titledPage(setting, { title, content: `${paragraph(intro)}<ol>${items}</ol>`, kind: 'sheet' });
}
