import { ConnectorError } from '../../core/errors.ts';
import { collectionOf, isCollection, ownValue, type Collection } from '../../core/json.ts';
import { pointerTo, type Problem } from '../../core/source.ts';
import type { Field } from '../../forms/field.ts';
import { isEmpty } from '../../iml/coerce.ts';
import type { Evaluation } from '../../iml/evaluation.ts';
import { compileMapped, type Findings } from './findings.ts';
import { unresolved, type Reference } from './references.ts';
import { templatesOf } from './templates.ts';

/** The inputs of a step: static parameters and what is mapped for every bundle. */
export interface Mapping {
  /** @throws ConnectorError what an expression raises. */
  evaluate(evaluation: Evaluation): Collection;
  /**
   * What a person should know about evaluated inputs: mapped fields that turned out empty.
   * @throws ConnectorError `BundleValidationError` when a field reads what no earlier module gave, and `strict` is set.
   */
  inspect(input: Collection, variables: Readonly<Collection>, strict: boolean): readonly string[];
}

/** What a mapping is made of. */
export interface MappingSource {
  readonly parameters: Collection;
  readonly mapper: unknown;
  /** Fields of the module, for their labels. */
  readonly fields: readonly Field[];
  /** Label of the step, for messages. */
  readonly label: string;
  /** JSON pointer of the mapper. */
  readonly pointer: string;
  /** References of the mapper that the modules before it do not announce. */
  readonly suspects: readonly Reference[];
}

/** Compiles the inputs of a step; what cannot be read is reported in `findings`. */
export function compileMapping(source: MappingSource, findings: Findings): Mapping {
  const { parameters, mapper, suspects } = source;
  const fixed = withoutReserved(parameters);
  const nothingFixed = Object.keys(fixed).length === 0;
  const mapped = compileMapped(
    isCollection(mapper) || typeof mapper === 'string' ? mapper : {},
    source.pointer,
    findings,
  );
  const watched = watchedFields(source);
  return {
    evaluate(evaluation) {
      const values = mapped.evaluate(evaluation);
      if (!isCollection(values)) return fixed;
      return nothingFixed ? values : { ...fixed, ...values };
    },
    inspect(input, variables, strict) {
      const missing = suspects.length === 0 ? [] : unresolved(suspects, variables);
      if (strict && missing.length > 0) throw neverGiven(source, missing);
      const empty = watched.filter(({ name }) => isEmpty(ownValue(input, name)));
      return empty.map(({ label, written }) => `"${label}" is empty: ${written} gave nothing`);
    },
  };
}

/** Inputs that connect the step and are no values of the module. */
function withoutReserved(parameters: Collection): Collection {
  const entries = Object.entries(parameters).filter(([key]) => !key.startsWith('__IMT'));
  return collectionOf(entries);
}

interface WatchedField {
  readonly name: string;
  readonly label: string;
  readonly written: string;
}

/** Mapped texts whose emptiness surprises; a value that is emptied by a word for it does not. */
function watchedFields({ mapper, fields }: MappingSource): readonly WatchedField[] {
  if (!isCollection(mapper)) return [];
  return Object.entries(mapper).flatMap(([name, written]) => {
    const [template] = typeof written === 'string' ? templatesOf(written, '') : [];
    if (typeof written !== 'string' || template === undefined) return [];
    if (template.expressions.every(({ keyword }) => keyword !== undefined)) return [];
    return [{ name, label: fields.find((field) => field.name === name)?.label ?? name, written }];
  });
}

function neverGiven({ label, fields, pointer }: MappingSource, missing: readonly Reference[]): ConnectorError {
  const problems = missing.map((reference): Problem => {
    const [name = ''] = reference.pointer.slice(pointer.length + 1).split('/');
    const shown = fields.find((field) => field.name === name)?.label ?? name;
    return {
      pointer: pointerTo('', name),
      severity: 'error',
      code: 'NEVER_GIVEN',
      message: `"${shown}" reads {{${reference.path.join('.')}}}, which no earlier module gives.`,
      fix: 'Map a value the modules before it give, or allow missing values in the settings of the scenario.',
    };
  });
  const what = problems.length === 1 ? 'one input reads' : `${problems.length} inputs read`;
  return new ConnectorError('BundleValidationError', `"${label}" was not run: ${what} what does not exist.`, {
    problems,
  });
}
