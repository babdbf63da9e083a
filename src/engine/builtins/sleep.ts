import { ConnectorError } from '../../core/errors.ts';
import { ownValue } from '../../core/json.ts';
import { looseNumber } from '../../iml/coerce.ts';
import { remembered, type BuiltIn } from './built-in.ts';

const LONGEST_SECONDS = 300;

/** Modules that wait. */
export const TIMERS: readonly BuiltIn[] = [
  {
    name: 'util:FunctionSleep',
    label: 'Sleep',
    summary: 'Waits up to 300 seconds before the bundle goes on.',
    group: 'tools',
    kind: 'action',
    mappable: [
      {
        name: 'duration',
        type: 'number',
        label: 'Delay',
        required: true,
        default: 1,
        validate: { min: 0, max: LONGEST_SECONDS },
        help: `Seconds, at most ${LONGEST_SECONDS}.`,
      },
    ],
    role: () =>
      remembered(async (input, { run }) => {
        const seconds = looseNumber(ownValue(input, 'duration')) ?? 0;
        if (!(seconds >= 0 && seconds <= LONGEST_SECONDS)) {
          throw new ConnectorError(
            'BundleValidationError',
            `A scenario sleeps 0 to ${LONGEST_SECONDS} seconds, not ${seconds}.`,
          );
        }
        await run.context.services.clock.sleep(seconds * 1000, run.signal);
        return { bundles: [{}] };
      }),
  },
];
