import { text } from '../../../pages/html.ts';
import { all, ids } from '../figures/ids.ts';
import { isNumber, type PracticeReport } from '../figures/practice-report.ts';
import type { Phrases } from './phrases.ts';

/** What was found, in a few sentences; one whose numbers are not printed is left out. */
export function findings(report: PracticeReport, phrases: Phrases): string {
  const { findings: messages, caveat } = phrases.wording;
  const sentences = [slicc, upc, need, departed].flatMap((one) => one(report, phrases) ?? []);
  const none = sentences.length === 0 ? [messages.tooFew] : [];
  const found = [...(report.lists.length === 0 ? [messages.noLists] : []), ...sentences, ...none];
  const paragraphs = found.map((one) => `<p>${text(one)}</p>`).join('');
  return `<section class="findings" id="findings" aria-labelledby="in-short"><h2 id="in-short">${text(messages.heading)}</h2>${paragraphs}</section><p class="caveat">${text(caveat)}</p>`;
}

type Sentence = (report: PracticeReport, phrases: Phrases) => string | undefined;

const slicc: Sentence = ({ shown, share }, { words, wording, percent }) => {
  const [whole, part] = [ids.monthly('visits', all, all), ids.monthly('own', all, all)];
  const [visits, own, found] = [shown(whole), shown(part), share({ part, whole })];
  if (!isNumber(visits) || !isNumber(own) || found === undefined) return undefined;
  return words.format(wording.findings.slicc, { share: percent(found), own, visits });
};

const upc: Sentence = ({ shown, share }, { words, wording, percent }) => {
  const whole = ids.state('gp', 'computed');
  const [computed, found] = [shown(whole), share({ part: ids.reached('gp', '0.4'), whole })];
  if (!isNumber(computed) || found === undefined) return undefined;
  const share70 = share({ part: ids.reached('gp', '0.7'), whole });
  const more = share70 === undefined ? {} : { share70: percent(share70) };
  return words.format(wording.findings.upc, { computed, share: percent(found), ...more });
};

/** Of the oldest whose numbers are printed. */
const need: Sentence = ({ shown, share }, { words, wording, percent }) => {
  for (const age of ['75+', '65-74', '40-64']) {
    const [whole, part] = [ids.groupComputed(age, '3+'), ids.groupReached(age, '3+', '0.4')];
    const [of, count, found] = [shown(whole), shown(part), share({ part, whole })];
    if (!isNumber(of) || !isNumber(count) || found === undefined) continue;
    const [from = age, to = 'none'] = age.replace('+', '').split('-');
    return words.format(wording.findings.need, { from, to, share: percent(found), count, of });
  }
  return undefined;
};

const departed: Sentence = (report, { words, wording, percent }) => {
  const [seen, twice] = (['seen', 'same-twice'] as const).map((what) => afterDeparture(what, report));
  if (seen === undefined) return undefined;
  const { of, count, share } = seen;
  const more = twice && { twice: percent(twice.share), twiceCount: twice.count, twiceOf: twice.of };
  return words.format(wording.findings.departed, { of, count, share: percent(share), ...more });
};

function afterDeparture(what: 'seen' | 'same-twice', { shown, share }: PracticeReport) {
  const [whole, part] = [ids.departed(what, all), ids.departed(what, 'true')];
  const [of, count, found] = [shown(whole), shown(part), share({ part, whole })];
  return isNumber(of) && isNumber(count) && found !== undefined ? { of, count, share: found } : undefined;
}
