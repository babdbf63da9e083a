import { IconFlask } from '@tabler/icons-react';
import type { SandboxCompany } from '../api/sandbox-control.ts';
import { localTime } from '../ui/time.tsx';
import classes from './sandbox-band.module.css';

/** Says above every page of the sandbox that nothing here is real, and whose account and what time it is. */
export function SandboxBand({ company }: { readonly company: SandboxCompany | undefined }) {
  return (
    <div className={classes['band']}>
      <span className={classes['what']}>
        <IconFlask size={18} aria-hidden />
        SANDBOX – nothing leaves this computer
      </span>
      {company !== undefined && (
        <span className={classes['facts']}>
          <span className={classes['company']}>{company.name}</span>
          {company.state !== 'active' && <strong>Account: {company.state.replaceAll('_', ' ')}</strong>}
          {company.ahead_ms > 0 && <span>Its time: {localTime(company.now)}</span>}
        </span>
      )}
    </div>
  );
}
