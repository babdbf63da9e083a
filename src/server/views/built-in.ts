import type { z } from 'zod';
import type { BuiltIn } from '../../engine/builtins/built-in.ts';
import type { builtInModule } from '../contract/built-ins.ts';
import { given } from '../given.ts';
import { fieldsOf } from './app.ts';

/** A built-in module with its fields. */
export function showBuiltIn(builtIn: BuiltIn): z.output<typeof builtInModule> {
  const { name, label, summary, group, kind, replacedBy } = builtIn;
  return {
    name,
    label,
    summary,
    group,
    kind,
    ...given({ replacedBy }),
    parameters: fieldsOf(builtIn.parameters ?? []),
    mappable: fieldsOf(builtIn.mappable ?? []),
    interface: fieldsOf(builtIn.interface ?? []),
  };
}
