import { z } from 'zod';
import { previewRequest } from './apps.ts';
import { finding, json, storedError } from './primitives.ts';

/** Inputs of one module of a scenario that is run by itself. */
export const singleRun = z.strictObject(previewRequest.shape).meta({
  id: 'SingleRunRequest',
  description:
    'The mapper is evaluated with the bundles given, as in a run. `app` and `module` are the two parts of the name in a blueprint, of a built-in module too: `http` and `ActionSendData`.',
});

export const singleRunResult = z
  .object({
    input: json.meta({ description: 'The evaluated inputs.' }),
    outputs: z.array(json).meta({ description: 'Bundles; dates and binary data as `{"$value": kind, "of": text}`.' }),
    exchanges: z.array(json).meta({ description: 'Requests and responses, secrets redacted.' }),
    warnings: z.array(z.string()),
    error: storedError.nullable().meta({ description: 'Why the module failed; null when it did not.' }),
    problems: z.array(finding).meta({ description: 'What the error says of single inputs; pointers into `input`.' }),
    durationMs: z.number(),
  })
  .meta({ id: 'SingleRunResult' });
