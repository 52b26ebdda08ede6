import { post } from './ehr.js';
import { element } from './element.js';

/**
 * Opens an app for the chart that is open, or for the user alone, as an EHR does (SMART App Launch 2.2, 5.1.1): it begins a launch, and opens the
 * app's address with its own FHIR base as `iss` and the launch's id. The app is shown in a frame of this page, or in a
 * window of its own where it is of another origin, which this page's policy lets no frame show.
 */
export function appLauncher({ get, practice, user, person }) {
  return async ({ url, label, title = label, appContext }) => {
    const { userId, name } = user();
    const context = { userId, patientId: person?.id, encounterId: person?.encounterId, appContext };
    const answer = await get('demo/launch', post(context));
    if (!answer.ok) throw new Error(`the launch was answered with ${answer.status}`);
    const { launch } = await answer.json();
    const address = new URL(url);
    address.searchParams.set('iss', practice.fhirServer);
    address.searchParams.set('launch', launch);
    if (address.origin !== location.origin) return void window.open(address, '_blank', 'noopener');
    showInFrame(address.href, `${title}: ${person?.name ?? name}`);
  };
}

/** The button that every chart has; none where the service has no known address, to which an EHR could send anybody. */
export function threadButton({ practice, launchApp }) {
  if (practice.thread === undefined) return [];
  return [launchButton({ url: practice.thread, label: 'Open the thread', title: 'Thread of care' }, launchApp)];
}

/** The button that opens the page of whoever is logged in. */
export function ownPageButton(ehr) {
  const { ownPage } = ehr.practice;
  if (ownPage === undefined) return [];
  return [launchButton({ url: ownPage, label: 'Open my own page', title: 'Own page' }, appLauncher(ehr))];
}

/** The links of a card that open an app (CDS Hooks 2.0, "Link"); the only app here is the thread. */
export function appLinks({ links = [] }, launchApp) {
  return links
    .filter(({ type }) => type === 'smart')
    .map((link) => launchButton({ ...link, title: link.label, label: `Open the thread: ${link.label}` }, launchApp));
}

function launchButton(link, launchApp) {
  const failed = element('span', { role: 'status' });
  const onclick = () =>
    launchApp(link).then(
      () => failed.replaceChildren(),
      () => failed.replaceChildren(' That did not work. Please try again.'),
    );
  return element('p', { class: 'app-link' }, element('button', { type: 'button', onclick }, link.label), failed);
}

function showInFrame(address, title) {
  const close = () => dialog.close();
  const dialog = element(
    'dialog',
    { class: 'app', 'aria-label': title, onclose: () => dialog.remove() },
    element(
      'div',
      { class: 'app-bar' },
      element('strong', {}, title),
      element('a', { href: address, target: '_blank', rel: 'noopener', onclick: close }, 'Open in a new window'),
      element('button', { type: 'button', onclick: close }, 'Close'),
    ),
    element('iframe', { src: address, title }),
  );
  document.body.append(dialog);
  dialog.showModal();
}
