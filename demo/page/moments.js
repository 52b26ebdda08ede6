import { element, longDate } from './element.js';

/** Events in an open chart, by the hook that an EHR fires for them. */
const moments = {
  'patient-view': 'Open the chart',
  'encounter-start': 'Start the visit',
  'order-sign': 'Sign a referral',
  'encounter-discharge': 'End the visit',
};

/** A row of controls that fire events. `fire` is called with the hook and, for a booking, the clinician and day. */
export function renderMoments(practice, now, fire) {
  const buttons = Object.entries(moments).map(([hook, label]) =>
    element(
      'button',
      { type: 'button', 'aria-pressed': String(now.hook === hook), onclick: () => fire({ hook }) },
      label,
    ),
  );
  return element(
    'div',
    { class: 'moments', role: 'group', 'aria-label': 'What happens in this chart' },
    ...buttons,
    booking(practice, now, fire),
  );
}

function booking(practice, now, fire) {
  const isNow = now.hook === 'appointment-book';
  const who = options(
    practice.staff.filter((one) => one.bookable).map((one) => [one.id, one.name]),
    now.who,
  );
  const day = options(
    practice.bookingDays.map((one) => [one, longDate(one)]),
    now.day,
  );
  const submit = (event) => {
    event.preventDefault();
    fire({ hook: 'appointment-book', who: who.value, day: day.value });
  };
  return element(
    'form',
    { onsubmit: submit },
    element('label', {}, 'An appointment with ', who),
    element('label', {}, 'on ', day),
    element('button', { type: 'submit', 'aria-pressed': String(isNow) }, 'Book'),
  );
}

function options(entries, chosen) {
  return element(
    'select',
    {},
    ...entries.map(([value, label]) => element('option', { value, selected: value === chosen }, label)),
  );
}
