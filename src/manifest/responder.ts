import { ConnectorError } from '../core/errors.ts';
import { isCollection, ownValue } from '../core/json.ts';
import { pointerTo, type Problem } from '../core/source.ts';
import type { Evaluation, OwnFunctions } from '../iml/evaluation.ts';
import { type CompiledValue, compileValue } from '../iml/value.ts';
import { type Answer, compileRespond } from './respond.ts';

/** Makes the answer of a responder from its inputs. */
export type Responder = (evaluation: Evaluation) => Answer;

/**
 * Compiles the communication of a responder: `response.status`, `.headers`, `.body` and `.type` are what the caller of the
 * webhook is answered; they may read `temp`. Of several requests the last one counts; nothing is sent.
 * @throws ConnectorError `ManifestError` with all problems, each with its pointer below `pointer`.
 */
export function compileResponder(raw: unknown, pointer = '', functions: OwnFunctions = new Map()): Responder {
  const problems: Problem[] = [];
  const { written, at } = lastOf(raw, pointer);
  const response = ownValue(written, 'response');
  const place = { problems, functions };
  const part = (path: string): CompiledValue =>
    compilePart(ownValue(response, path.slice(1)), { ...place, pointer: `${at}/response${path}` });
  const temp = compilePart(ownValue(written, 'temp'), { ...place, pointer: `${at}/temp` });
  const respond = compileRespond(isCollection(response) ? response : {}, part);
  if (respond === undefined || problems.length > 0) {
    throw new ConnectorError('ManifestError', 'The communication of the responder is not valid.', { problems });
  }
  return (evaluation) => {
    const made = temp.evaluate(evaluation);
    return respond({ ...evaluation, variables: { ...evaluation.variables, temp: isCollection(made) ? made : {} } });
  };
}

function lastOf(raw: unknown, pointer: string): { readonly written: unknown; readonly at: string } {
  if (!Array.isArray(raw)) return { written: raw, at: pointer };
  return { written: raw.at(-1), at: pointerTo(pointer, raw.length - 1) };
}

interface PartPlace {
  readonly pointer: string;
  readonly problems: Problem[];
  readonly functions: OwnFunctions;
}

function compilePart(raw: unknown, { pointer, problems, functions }: PartPlace): CompiledValue {
  try {
    return compileValue(raw, { mode: 'app', pointer, functions });
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    problems.push(...error.problems);
    return compileValue(null, { mode: 'app' });
  }
}
