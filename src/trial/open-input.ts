import { setOwn, type Collection } from '../core/json.ts';
import { givenFields } from '../engine/module/check-open-fields.ts';
import type { ChoiceSource } from '../engine/module/loaded-choices.ts';
import { compileForm } from '../forms/form.ts';
import type { OpenPlace } from '../forms/type-entry.ts';
import type { AppModule } from '../manifest/app.ts';
import { inputFor, type Amount } from './input-values.ts';

/** Fields of RPCs may come with fields of others, so many levels deep. */
const DEEPEST = 3;

/** Inputs of a module, and values for fields that its RPCs give beside them. */
export async function withOpenInput(
  { form }: AppModule,
  { input, amount }: { readonly input: Collection; readonly amount: Amount },
  source: ChoiceSource,
): Promise<Collection> {
  const places: OpenPlace[] = [];
  const { values, problems } = form.accept(input, { onOpen: (place) => places.push(place) });
  if (problems.length > 0) return input;
  for (const place of places) await fill(place, { values, amount, level: 1 }, source);
  return values;
}

interface Round {
  readonly values: Collection;
  readonly amount: Amount;
  readonly level: number;
}

/** Puts values in where they are missing. */
async function fill(place: OpenPlace, { values, amount, level }: Round, source: ChoiceSource): Promise<void> {
  const fields = (await givenFields(place, values, source)).filter(({ name }) => !place.known.has(name));
  for (const [name, value] of Object.entries(inputFor(fields, amount))) {
    if (!Object.hasOwn(place.values, name)) setOwn(place.values, name, value);
  }
  if (fields.length === 0 || level === DEEPEST) return;
  const found: OpenPlace[] = [];
  compileForm(fields).accept(place.values, {
    onOpen: (inner) => found.push(inner.pointer === '' ? { ...inner, values: place.values } : inner),
  });
  for (const inner of found) await fill(inner, { values, amount, level: level + 1 }, source);
}
