import { ActionIcon, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { propertyDefinitionsQuery, removeDefinition } from '../../api/sandbox-properties.ts';
import type { PropertyDefinition } from '../../api/sandbox-properties.ts';
import { Confirm } from '../../ui/confirm.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { Empty } from '../../ui/empty.tsx';
import { NamedCell } from '../named-cell.tsx';
import { SectionLoaded } from '../section-loaded.tsx';
import { Section } from '../section.tsx';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import { DefinitionDialog } from './definition-dialog.tsx';
import { typeLabel } from './definition-types.ts';

/** The properties that take one kind of value: wherever a value comes in, it is checked. */
export function Properties({ company }: SectionProps) {
  const query = useQuery(propertyDefinitionsQuery());
  const [edited, setEdited] = useState<PropertyDefinition | 'new'>();
  const [removed, setRemoved] = useState<PropertyDefinition>();
  const remove = useAct(removeDefinition, { isShown: true, say: (_done, name) => `${name} is free again.` });
  return (
    <Section
      title="Customer properties"
      description="A defined property takes values of its type only, from calls, files and people. All others take any value."
      actions={
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>
          Define a property
        </Button>
      }
    >
      <SectionLoaded query={query} label="Loading properties">
        {(definitions) =>
          definitions.length === 0 ? (
            <Empty text="No property is defined. Until one is, a property takes any value." />
          ) : (
            <DataTable
              name="Customer properties"
              rows={definitions}
              columns={columnsWith(setEdited, setRemoved)}
              idOf={({ name }) => name}
            />
          )
        }
      </SectionLoaded>
      {edited !== undefined && (
        <DefinitionDialog
          company={company}
          {...(edited !== 'new' && { definition: edited })}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed !== undefined && (
        <Confirm
          title={`Delete ${removed.label}?`}
          action="Delete"
          isDangerous
          onConfirm={() => remove.mutateAsync(removed.name)}
          onClose={() => setRemoved(undefined)}
        >
          The definition goes; the values that customers have stay, and {removed.name} takes any value again.
        </Confirm>
      )}
    </Section>
  );
}

type Choose = (definition: PropertyDefinition) => void;

function columnsWith(onEdit: Choose, onRemove: Choose): readonly Column<PropertyDefinition>[] {
  return [
    {
      key: 'label',
      label: 'Property',
      sortBy: ({ label }) => label,
      render: ({ label, name }) => <NamedCell name={label} detail={<code>{name}</code>} />,
    },
    { key: 'type', label: 'Type', sortBy: ({ type }) => type, render: ({ type }) => typeLabel(type) },
    { key: 'options', label: 'Choices', breaks: true, render: ({ options }) => options.join(', ') || '–' },
    { key: 'shown', label: 'Shown to', render: shownTo },
    {
      key: 'access',
      label: 'May be edited by',
      breaks: true,
      render: ({ access }) => access.join(', ') || 'Everybody',
    },
    {
      key: 'actions',
      label: 'Actions',
      isQuiet: true,
      align: 'right',
      render: (definition) => (
        <Group gap={4} justify="flex-end" wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Edit ${definition.label}`}
            onClick={() => onEdit(definition)}
          >
            <IconPencil size={18} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={`Delete ${definition.label}`}
            onClick={() => onRemove(definition)}
          >
            <IconTrash size={18} />
          </ActionIcon>
        </Group>
      ),
    },
  ];
}

function shownTo({ shown_to_agent, shown_to_customer }: PropertyDefinition): string {
  const who = [...(shown_to_agent ? ['Agents'] : []), ...(shown_to_customer ? ['customers'] : [])];
  const text = who.join(' and ');
  return text === '' ? 'Nobody' : text.charAt(0).toUpperCase() + text.slice(1);
}
