import { useQuery } from '@tanstack/react-query';
import { audienceQuery } from '../../api/sandbox-campaigns.ts';
import type { AudienceCounts } from '../../api/sandbox-campaigns.ts';
import type { CampaignAudience } from '../../api/sandbox-world.ts';
import { Loaded } from '../../ui/loaded.tsx';
import classes from './campaign-dialog.module.css';

/** How many customers an audience has, and how many of them are reached; nothing until its property has a name. */
export function AudienceText({ audience }: { readonly audience: CampaignAudience | null }) {
  const isUnnamed = audience?.name === '';
  const query = useQuery({ ...audienceQuery(audience), enabled: !isUnnamed });
  if (isUnnamed) return null;
  return (
    <Loaded query={query} label="Counting customers">
      {(counts) => (
        <div role="status" className={classes['counts']}>
          {countsText(counts)}
        </div>
      )}
    </Loaded>
  );
}

/** For example "12 customers, of whom 10 are reached: 1 unsubscribed, 1 not deliverable". */
export function countsText({ customers, reached, unsubscribed, filtered_out }: AudienceCounts): string {
  const all = `${customers.toLocaleString()} ${customers === 1 ? 'customer' : 'customers'}`;
  if (reached === customers) return customers === 0 ? 'No customer is like that.' : `${all}; all are reached.`;
  const reasons = [
    ...(unsubscribed > 0 ? [`${unsubscribed.toLocaleString()} unsubscribed`] : []),
    ...(filtered_out > 0 ? [`${filtered_out.toLocaleString()} not deliverable`] : []),
  ];
  return `${all}, of whom ${reached.toLocaleString()} ${reached === 1 ? 'is' : 'are'} reached: ${reasons.join(', ')}.`;
}
