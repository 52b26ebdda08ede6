import { element } from '../element.js';
import { signExtensions, signsOf, textOf } from './notes.js';

/**
 * A form in which a draft can be read and changed; undefined for anything else. `onSave` gets the changed resource, as an
 * EHR would store it.
 */
export function renderEditor(resource, onSave) {
  const editor = editors[resource.resourceType];
  if (editor === undefined || !editor.isDraft(resource)) return undefined;
  const { fields, done } = editor;
  const inputs = fields(resource).map(([label, text, rows]) => {
    const input = element('textarea', { rows: String(rows), id: `${resource.id}-${label.replaceAll(' ', '-')}` }, text);
    return { input, label: element('label', { for: input.id }, label, input) };
  });
  const box = element('input', { type: 'checkbox' });
  const submit = async (event) => {
    event.preventDefault();
    const texts = inputs.map(({ input }) => input.value.trim());
    const changed = editor.change(resource, texts);
    await onSave(box.checked ? { ...changed, ...done.state } : changed);
  };
  return element(
    'form',
    { class: 'editor', onsubmit: submit },
    ...inputs.map(({ label }) => label),
    ...(done ? [element('label', { class: 'done-with' }, box, ` ${done.label}`)] : []),
    element('button', { type: 'submit' }, 'Save'),
  );
}

const editors = {
  DocumentReference: {
    isDraft: ({ docStatus }) => docStatus === 'preliminary',
    fields: (one) => [['The note', textOf(one), 14]],
    change: (one, [text]) => withText(one, text),
    done: { label: 'It is finished: whoever comes next may read it', state: { docStatus: 'final' } },
  },
  Communication: {
    isDraft: ({ status }) => status === 'preparation',
    fields: ({ payload }) => [['The message', payload?.[0]?.contentString ?? '', 8]],
    change: (one, [text]) => ({ ...one, payload: [{ contentString: text }] }),
  },
  CarePlan: {
    isDraft: (one) => one.status === 'draft' && signExtensions(one).length > 0,
    fields: (one) => [
      ['In words', one.description ?? '', 4],
      ['Signs, one on each line', signsOf(one).join('\n'), 5],
    ],
    change: (one, [words, signs]) => withSigns({ ...one, description: words }, signs.split('\n')),
    done: { label: 'We agree on it: from now on these signs count', state: { status: 'active' } },
  },
};

function withText(one, text) {
  const bytes = new TextEncoder().encode(text);
  const data = btoa(String.fromCharCode(...bytes));
  const [first, ...others] = one.content;
  return { ...one, content: [{ ...first, attachment: { ...first.attachment, data } }, ...others] };
}

/** A sign whose words stay keeps what it looks for in the record; a new one is for people to see. */
function withSigns(plan, lines) {
  const texts = lines.map((line) => line.trim()).filter((line) => line !== '');
  const before = signExtensions(plan);
  const known = signsOf(plan);
  const signs = texts.map(
    (text) => before[known.indexOf(text)] ?? { url: 'sign', extension: [{ url: 'text', valueString: text }] },
  );
  const extension = plan.extension.map((one) =>
    one.extension?.some(({ url }) => url === 'sign')
      ? { ...one, extension: [...one.extension.filter(({ url }) => url !== 'sign'), ...signs] }
      : one,
  );
  return { ...plan, extension };
}
