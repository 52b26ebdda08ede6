/** Who is booked with the practice on a day, as an EHR reads its own appointment book: by person, the first of the day. */
export async function readDay(today) {
  const answer = await fetch(`demo/fhir/Appointment?date=${today}&_count=1000`);
  const booked = ((await answer.json()).entry ?? []).map(({ resource }) => resource);
  const byPerson = new Map();
  for (const one of booked.toSorted((a, b) => a.start.localeCompare(b.start))) {
    const person = one.participant
      .map(({ actor }) => actor?.reference ?? '')
      .find((actor) => actor.startsWith('Patient/'));
    const id = person?.split('/')[1];
    if (!one.start.startsWith(today) || one.status === 'cancelled' || byPerson.has(id)) continue;
    byPerson.set(id, { time: clock(one.start), reason: reasonOf(one) });
  }
  return byPerson;
}

function clock(start) {
  return new Date(start).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/London' });
}

const asUsual = 'At the surgery';

/** What it is for, and how it takes place if that is not the usual way. */
function reasonOf({ description, reasonCode, serviceType }) {
  const way = serviceType?.[0]?.text;
  return [description ?? reasonCode?.[0]?.text, way === asUsual ? undefined : way].filter(Boolean).join(', ');
}
