// The token is held by the running function alone: in no cookie, storage or address, and gone when the figures are there.
const [form, field, button, state] = ['form', 'token', 'open', 'state'].map((id) => document.getElementById(id));

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  state.textContent = form.dataset.opening;
  const failure = await open(field.value.trim());
  if (failure === undefined) return;
  state.textContent = form.dataset[failure];
  button.disabled = false;
  field.value = '';
  field.focus();
});

async function open(token) {
  // Another character could be in no header.
  if (!/^[\x21-\x7e]+$/.test(token)) return 'wrong';
  try {
    const answer = await fetch(form.dataset.address, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/html' },
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
    });
    if (answer.ok) return show(await answer.text());
    return { 401: 'wrong', 429: 'throttled' }[answer.status] ?? 'failed';
  } catch {
    return 'failed';
  }
}

function show(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const main = document.adoptNode(page.querySelector('main'));
  document.querySelector('main').replaceWith(main);
  document.title = page.title;
  main.tabIndex = -1;
  main.focus();
  scrollTo(0, 0);
}
