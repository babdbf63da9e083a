import type { MassOutcome } from '../../api/outbound-messages.ts';
import { counted } from '../../model/aria-names.ts';
import { leftOutText } from './left-out.ts';
import classes from './mass-confirmation.module.css';
import { dollars } from './money.ts';

/** What is asked before a mass message goes out: whom it reaches, what it costs, and how it reads. */
export function MassConfirmation({ outcome }: { readonly outcome: MassOutcome }) {
  const { confirmation, contacts, segments, cost_cents, sample, left_out } = outcome;
  const reasons = leftOutText(left_out);
  return (
    <section aria-label="Confirmation" role="status" className={classes['confirmation']}>
      <p className={classes['question']}>{confirmation}</p>
      <p>
        {counted(contacts, 'contact')}, {counted(segments, 'segment')}, {dollars(cost_cents)}.
        {reasons !== '' && ` Left out: ${reasons}.`}
      </p>
      {sample !== null && <p className={classes['sample']}>{sample}</p>}
    </section>
  );
}
