// Accessible names of the builder, shared by the page and its tests: both find things by what people hear.

/** A module as names speak of it. */
export interface NamedStep {
  /** Its number in mappings, for example `2`. */
  readonly number: string;
  /** Its custom name, or the label of its module. */
  readonly label: string;
}

/** Lists and regions that exist once. */
export const STEPS_LIST = 'Scenario steps';
export const CANVAS = 'Canvas';
export const ITEMS_TREE = 'Items';
export const MAPPING_PANEL = 'Mapping panel';
export const REQUEST_PREVIEW = 'Request preview';

/** "2 Send a Message". */
export function stepTitle({ number, label }: NamedStep): string {
  return `${number} ${label}`;
}

/** An entry of the list of modules: "1 Watch New Customer, instant trigger". */
export function stepName(step: NamedStep, kind: string, state?: string): string {
  return [stepTitle(step), kind, state].filter((part) => part !== undefined && part !== '').join(', ');
}

/** The button that covers the card of a module. */
export function editStep(step: NamedStep): string {
  return `Edit ${stepTitle(step)}`;
}

/** The button between a module and the next one. */
export function addAfter(step: NamedStep): string {
  return `Add a module after ${stepTitle(step)}`;
}

/** The chip before a module: "Filter before 2 Send a Message: none". */
export function filterBefore(step: NamedStep, summary: string | undefined): string {
  return `Filter before ${stepTitle(step)}: ${summary ?? 'none'}`;
}

/** The dialog of a filter. */
export function filterDialog(step: NamedStep): string {
  return `Filter before ${stepTitle(step)}`;
}

/** The menu on a card. */
export function moreActions(step: NamedStep): string {
  return `More actions for ${stepTitle(step)}`;
}

/** The bubble with what a module gave: "Output of 2 Send a Message: 1 operation, 1 bundle". */
export function outputOf(step: NamedStep, operations: number, bundles: number): string {
  return `Output of ${stepTitle(step)}: ${counted(operations, 'operation')}, ${counted(bundles, 'bundle')}`;
}

/** The list of one route: "Route 1 of 2: VIP". */
export function routeList(index: number, count: number, name?: string): string {
  return `Route ${index + 1} of ${count}${name === undefined ? '' : `: ${name}`}`;
}

/** The list of one branch of an if-else: "Branch 1 of 2: Regular". */
export function branchList(index: number, count: number, name?: string): string {
  return `Branch ${index + 1} of ${count}${name === undefined ? '' : `: ${name}`}`;
}

/** The list of modules that run when a module fails. */
export function handlerList(step: NamedStep): string {
  return `Error handler of ${stepTitle(step)}`;
}

/** An entry of the list of modules to add. */
export function addModule(label: string): string {
  return `Add ${label}`;
}

/** An item of the tree: "Phone Number, text, +13105551234". */
export function itemName({
  label,
  type,
  preview,
}: {
  readonly label: string;
  readonly type: string;
  readonly preview: string;
}): string {
  return [label, type, preview].filter((part) => part !== '').join(', ');
}

/** What a mapped field comes to. */
export function previewOfField(label: string): string {
  return `Preview of ${label}`;
}

/** "1 bundle", "2 bundles". */
export function counted(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
