import { ActionIcon, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { removeFault, sandboxFaultsQuery } from '../../api/sandbox-control.ts';
import { faultText } from '../../model/sandbox-fault.ts';
import { SectionLoaded } from '../section-loaded.tsx';
import { useAct } from '../use-act.ts';
import { ControlCard } from './control-card.tsx';
import { FaultForm } from './fault-form.tsx';
import classes from './faults.module.css';

/** Makes calls of the API fail, to see what scenarios do then. */
export function Faults() {
  const query = useQuery(sandboxFaultsQuery());
  const remove = useAct(removeFault, { say: () => 'Calls are answered again as they should be.' });
  return (
    <ControlCard title="Make calls fail" note="For calls of the API: modules fail as they would with Sonar.">
      <SectionLoaded query={query} label="Loading the faults">
        {(faults) =>
          faults.length > 0 && (
            <div>
              <ul aria-label="Faults that are set" className={classes['faults']}>
                {faults.map((fault) => (
                  <li key={fault.id}>
                    <span>{faultText(fault)}</span>
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={`Remove: ${faultText(fault)}`}
                      onClick={() => remove.mutate(fault.id)}
                    >
                      <IconX size={16} />
                    </ActionIcon>
                  </li>
                ))}
              </ul>
              {faults.length > 1 && (
                <Group justify="flex-end">
                  <Button variant="subtle" size="compact-sm" onClick={() => remove.mutate(undefined)}>
                    Remove all faults
                  </Button>
                </Group>
              )}
            </div>
          )
        }
      </SectionLoaded>
      <FaultForm />
    </ControlCard>
  );
}
