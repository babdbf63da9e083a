import { html } from './html.ts';
import type { Html } from './html.ts';
import { STYLE } from './page-frame.ts';
import type { ProfileField } from './profile-fields.ts';

/** What a customer's own page says. */
export interface ProfilePage {
  readonly company: string;
  readonly fields: readonly ProfileField[];
  readonly isSaved: boolean;
}

/** A customer's own page: a plain form without script. */
export function profilePage({ company, fields, isSaved }: ProfilePage): Html {
  const isWrong = fields.some(({ problem }) => problem !== undefined);
  const title = `${isWrong ? 'Not saved: ' : ''}Your profile at ${company}`;
  return frame(
    title,
    html`<h1>Your profile at ${company}</h1>
      ${isSaved ? html`<p role="status" class="saved">Saved.</p>` : []}
      ${isWrong ? html`<p role="alert" class="problem">Nothing was saved yet. Please correct what is marked.</p>` : []}
      <form method="post" accept-charset="utf-8">
        ${fields.map(row)}
        <button type="submit">Save</button>
      </form>`,
  );
}

/** The page behind a link that nobody has, or that has run out. */
export function expiredPage(): Html {
  return frame(
    'The link is not valid',
    html`<h1>This link is not valid</h1>
      <p>It may have run out. Text the word <b>profile</b> again to get a new one.</p>`,
  );
}

function frame(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${{ html: `<style>${STYLE}</style>` }}
      </head>
      <body>
        <main>${body}</main>
      </body>
    </html>`;
}

function row(field: ProfileField): Html {
  const { definition, input, problem } = field;
  const mark = problem === undefined ? [] : html`<p class="problem" id="${input}-problem">${problem}</p>`;
  if (definition.type === 'multiple_choice') {
    return html`<fieldset>
      <legend>${definition.label}</legend>
      ${definition.options.map((option) => checkbox(field, option))} ${mark}
    </fieldset>`;
  }
  return html`<div>
    <label for="${input}">${definition.label}</label>
    ${definition.type === 'single_choice' ? choice(field) : textInput(field)} ${mark}
  </div>`;
}

function checkbox({ input, values }: ProfileField, option: string): Html {
  const checked = values.includes(option) ? html` checked` : [];
  return html`<label><input type="checkbox" name="${input}" value="${option}" ${checked} /> ${option}</label>`;
}

function choice({ definition, input, values, problem }: ProfileField): Html {
  const options = ['', ...definition.options].map((option) => {
    const selected = values.includes(option) ? html` selected` : [];
    return html`<option value="${option}" ${selected}>${option}</option>`;
  });
  return html`<select id="${input}" name="${input}" ${described(input, problem)}>
    ${options}
  </select>`;
}

/** Inputs of the browser where they send what the type takes; the rest says how it is written. */
const INPUTS: Readonly<Record<string, { readonly type: string; readonly hint: string }>> = {
  date: { type: 'date', hint: '2024-02-29' },
  time: { type: 'time', hint: '23:59' },
  location: { type: 'text', hint: '52.52, 13.405, Berlin' },
};

function textInput({ definition, input, values, problem }: ProfileField): Html {
  const { type, hint } = INPUTS[definition.type] ?? { type: 'text', hint: '' };
  const value = values[0] ?? '';
  return html`<input
    id="${input}"
    name="${input}"
    type="${type}"
    value="${value}"
    placeholder="${hint}"
    ${described(input, problem)}
  />`;
}

function described(input: string, problem: string | undefined): Html | [] {
  return problem === undefined ? [] : html`aria-invalid="true" aria-describedby="${input}-problem"`;
}
