/** What the search over the modules looks through. */
export interface Searchable {
  readonly label: string;
  readonly description: string;
  readonly app: string;
  readonly group: string;
  readonly name: string;
}

/** Words people use for what modules call otherwise; each stands for all words in its list. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  sms: ['message'],
  text: ['message'],
  contact: ['customer'],
  person: ['customer'],
  if: ['if-else', 'router'],
  branch: ['router', 'if-else'],
  switch: ['router', 'switch'],
  split: ['router', 'iterator'],
  loop: ['iterator', 'repeater'],
  wait: ['sleep'],
  delay: ['sleep'],
  webhook: ['watch', 'webhook'],
  trigger: ['watch', 'trigger'],
  catch: ['error', 'resume', 'ignore'],
  request: ['http', 'api call'],
  label: ['tag'],
};

/** The modules that fit all words of a search, those whose name fits first. */
export function searchModules<Module extends Searchable>(
  modules: readonly Module[],
  search: string,
): readonly Module[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return modules;
  const found = modules.filter((module) => words.every((word) => fits(textOf(module), word)));
  const rank = ({ label }: Module): number => (words.every((word) => label.toLowerCase().includes(word)) ? 0 : 1);
  return found.toSorted((a, b) => rank(a) - rank(b));
}

function fits(text: string, word: string): boolean {
  return [word, ...(ALIASES[word] ?? [])].some((spelling) => text.includes(spelling));
}

function textOf({ label, description, app, group, name }: Searchable): string {
  return `${label} ${description} ${app} ${group} ${name}`.toLowerCase();
}
