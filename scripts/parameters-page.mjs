// The body of docs/reference/parameters.md: every example is carried out by the code it describes.
import { compileForm } from '../dist/forms/form.js';
import { FORM_RULES } from '../dist/forms/form-rules.js';
import { toJsonSchema } from '../dist/forms/json-schema.js';
import { FIELD_TYPES, TYPE_ALIASES } from '../dist/forms/type-table.js';

/** Sections of the page; `table` makes the lines of a table of heads and rows. */
export function parameterSections(table) {
  const aliases = [...TYPE_ALIASES].map(([name, type]) => [`\`${name}\``, `\`${type}\``]);
  return [
    '## All fields\n',
    ...table(['Rule', 'Fields', 'Given', 'Gives'], FORM_RULES.map(ruleRow)),
    '\n## Other names of types\n',
    'References such as `account:sonar`, `hook:events` and `keychain:key` are ids and read as `any`.\n',
    ...table(['Name', 'Type'], aliases),
    '',
    ...[...FIELD_TYPES.values()].flatMap((entry) => typeSection(entry, table)),
  ];
}

function ruleRow({ summary, fields, given, settings, ...expected }) {
  const outcome = compileForm(fields).accept(given, settings);
  check(expected, outcome, outcome.values);
  const written = settings === undefined ? code(given) : `${code(given)} with ${code(settings)}`;
  return [summary, fields.map(code).join(' '), written, gives(outcome, outcome.values)];
}

function typeSection(entry, table) {
  const field = fieldOf(entry);
  const schema = entry.visual === true ? undefined : toJsonSchema([field]).properties.value;
  return [
    `## ${entry.type}\n`,
    `${entry.summary}\n`,
    ...table(
      ['Field', 'Given', 'Gives'],
      entry.examples.map((example) => exampleRow(entry, example)),
    ),
    ...(schema === undefined ? [] : [`\nJSON Schema: ${code(withoutTitle(schema))}`]),
    '',
  ];
}

/** A select must have options. */
function fieldOf({ type }, settings = {}) {
  const options = type === 'select' ? { options: 'rpc://any' } : {};
  return { ...options, ...settings, name: 'value', label: 'Value', type };
}

function exampleRow(entry, example) {
  const field = fieldOf(entry, example.field);
  const outcome = compileForm([field]).accept({ value: example.value }, example.settings);
  check(example, outcome, outcome.values.value);
  const settings = example.settings === undefined ? '' : ` with ${code(example.settings)}`;
  const given = entry.secret === true ? 'a secret' : code(example.value);
  const kept =
    entry.secret === true && outcome.problems.length === 0 ? 'the same' : gives(outcome, outcome.values.value);
  return [example.field === undefined ? '' : code(example.field), given + settings, kept];
}

/** A page that says something else than the code does is never written. */
function check(expected, { problems }, value) {
  const found = 'problem' in expected ? problems[0]?.code : code(value);
  const wanted = 'problem' in expected ? expected.problem : code(expected.result);
  if (found !== wanted) throw new Error(`An example of a parameter gives ${found}, not ${wanted}.`);
}

function gives({ problems }, value) {
  const [problem] = problems;
  if (problem !== undefined) return `refused: ${problem.message} ${problem.fix ?? ''}`.trim();
  return value === undefined ? 'nothing' : code(value);
}

function withoutTitle({ title: _title, ...schema }) {
  return schema;
}

function code(value) {
  const text = JSON.stringify(value, shown) ?? 'nothing';
  return `\`${text.replaceAll('`', "'").replace(/^"(\d{4}-\d\d-\d\dT[^"]*Z)"$/, '$1')}\``;
}

function shown(_key, value) {
  return value?.type === 'Buffer' ? `bytes ${Buffer.from(value.data).toString('hex')}` : value;
}
