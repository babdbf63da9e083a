import { useQuery } from '@tanstack/react-query';
import { instancesQuery } from '../../../api/outbound.ts';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { SecretText } from '../../secret-text.tsx';
import { SectionLoaded } from '../../section-loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useInstance } from '../instance.tsx';
import classes from './outbound-settings.module.css';

/** What a connection to this instance needs: its address, and the token of a user with the right permissions. */
export function AccessCard() {
  const instance = useInstance();
  const query = useQuery(instancesQuery());
  return (
    <ControlCard title="Access" note="What a connection of an app needs: the address, and the token of a user.">
      <SectionLoaded query={query} label="Loading tokens">
        {(instances) => {
          const shown = instances.find(({ id }) => id === instance) ?? instances[0];
          if (shown === undefined) return null;
          return (
            <>
              <div className={classes['secret']}>
                <code>{shown.api_base}</code>
                <CopyButton text={shown.api_base} label="Copy address" />
              </div>
              <ul aria-label="Users" className={classes['list']}>
                {shown.users.map(({ name, token, super_admin, permissions }) => (
                  <li key={name}>
                    <span>
                      <span className={classes['name']}>{name}</span>
                      <br />
                      <span className={classes['detail']}>
                        {super_admin ? 'Super Admin' : permissions.join(', ') || 'No permissions'}
                      </span>
                    </span>
                    <span className={classes['secret']}>
                      <SecretText label={`token of ${name}`} text={token} />
                    </span>
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </SectionLoaded>
    </ControlCard>
  );
}
