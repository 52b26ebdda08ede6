import { readDay } from './day.js';
import { withTokens } from './ehr.js';
import { element, longDate } from './element.js';
import { nameOf } from './names.js';
import { createCharts } from './open-chart.js';
import { forgetSeen, renderPeople } from './people-list.js';
import { ownPageButton } from './thread.js';
import { openForPrint } from './view.js';

const practice = await (await fetch('demo/practice.json')).json();
const get = withTokens((path, init) => fetch(path, init), practice);
const main = document.querySelector('#chart');
const login = document.querySelector('#login');
const user = () => practice.staff.find((one) => one.id === login.value);
const charts = createCharts(main, {
  get,
  practice,
  names: { today: practice.today, nameOf: (reference) => nameOf(reference, practice) },
  user,
});

document.querySelector('#today').append(longDate(practice.today));
login.append(
  ...practice.staff
    .filter((one) => one.login)
    .map((one) => element('option', { value: one.id }, `${one.name}, ${one.login}`)),
);
document.querySelector('.session').append(...ownPageButton({ get, practice, user }));
renderPeople(practice.people, await readDay(practice.today), open);
login.addEventListener('change', () => {
  forgetSeen();
  openFromHash();
});
for (const way of document.querySelectorAll('[name=way]')) way.addEventListener('change', openFromHash);
window.addEventListener('hashchange', openFromHash);
openForPrint(main);
openFromHash();

function openFromHash() {
  const person = practice.people.find((one) => one.id === location.hash.slice(1));
  if (person) charts.open(person);
}

// The address is changed without its event, which comes later: until then the chart of somebody else would be on the page.
function open(person) {
  if (location.hash !== `#${person.id}`) history.pushState(null, '', `#${person.id}`);
  charts.open(person);
  main.focus({ preventScroll: true });
}
