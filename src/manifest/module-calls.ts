import { ownValue } from '../core/json.ts';
import type { AppModule } from './app.ts';
import type { PartCompiler } from './compile-parts.ts';
import { textAt } from './component.ts';
import { compileResponder } from './responder.ts';
import type { SourceFile } from './source-file.ts';

/** What running a module does: it answers a caller, or it calls the service. */
export function moduleCalls(file: SourceFile, parts: PartCompiler): Pick<AppModule, 'call' | 'epoch' | 'respond'> {
  if (textAt(file, 'moduleType') === 'responder') {
    const communication = ownValue(file.json, 'communication');
    const respond = parts.attempt(file, '', () => compileResponder(communication, '/communication', parts.functions));
    return respond === undefined ? {} : { respond };
  }
  const call = parts.call(file, 'communication', 'module');
  if (call?.polls === undefined) return call === undefined ? {} : { call };
  const epoch = parts.epoch(file);
  return { call, ...(epoch !== undefined && { epoch }) };
}
