import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { removeSignature, signaturesQuery } from '../../../api/outbound-settings.ts';
import type { Signature } from '../../../api/outbound-settings.ts';
import { SectionLoaded } from '../../section-loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useAct } from '../../use-act.ts';
import { useInstance } from '../instance.tsx';
import { EditableItem, EditableList } from './editable-list.tsx';
import classes from './outbound-settings.module.css';
import { SignatureDialog } from './signature-dialog.tsx';

/** What ends every text; each kind of text has one default. */
export function SignaturesCard() {
  const instance = useInstance();
  const query = useQuery(signaturesQuery(instance));
  const [edited, setEdited] = useState<Signature | 'new'>();
  const remove = useAct(({ id }: Signature) => removeSignature(instance, id), {
    say: (_done, { name }) => `${name} is removed.`,
  });
  return (
    <ControlCard title="Signatures" note="One ends every text. Their words are fixed; a department fills them in.">
      <SectionLoaded query={query} label="Loading signatures">
        {(signatures) => (
          <EditableList name="Signatures" addLabel="Add a signature" onAdd={() => setEdited('new')}>
            {signatures.map((signature) => (
              <EditableItem
                key={signature.id}
                name={signature.name}
                text={
                  <>
                    <span className={classes['name']}>{signature.name}</span>
                    <br />
                    <span className={classes['detail']}>
                      {signature.rendered} {defaultsText(signature)}
                    </span>
                  </>
                }
                onRemove={() => remove.mutate(signature)}
              >
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={`Edit ${signature.name}`}
                  onClick={() => setEdited(signature)}
                >
                  <IconPencil size={18} />
                </ActionIcon>
              </EditableItem>
            ))}
          </EditableList>
        )}
      </SectionLoaded>
      {edited !== undefined && (
        <SignatureDialog {...(edited !== 'new' && { signature: edited })} onClose={() => setEdited(undefined)} />
      )}
    </ControlCard>
  );
}

function defaultsText({ default_for_mass, default_for_triggered }: Signature): string {
  const kinds = [...(default_for_mass ? ['mass'] : []), ...(default_for_triggered ? ['triggered'] : [])];
  return kinds.length === 0 ? '' : `Default for ${kinds.join(' and ')} messages.`;
}
