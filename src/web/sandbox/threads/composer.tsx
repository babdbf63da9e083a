import { ActionIcon, Button, Chip, Group, Text, TextInput, Textarea } from '@mantine/core';
import { IconPaperclip } from '@tabler/icons-react';
import { useState } from 'react';
import { receiveMessage, sendText } from '../../api/sandbox-world.ts';
import type { SandboxCustomer } from '../../api/sandbox-world.ts';
import { contactName } from '../../model/customer-property.ts';
import { useAnnounce } from '../../shell/status.tsx';
import { Trouble } from '../../ui/trouble.tsx';
import { useActingUser } from '../acting-user.tsx';
import type { SectionProps } from '../section.tsx';
import { useAct } from '../use-act.ts';
import classes from './composer.module.css';

/** Writes a message, as the company or as the customer. */
export function Composer({ customer, company }: SectionProps & { readonly customer: SandboxCustomer }) {
  const announce = useAnnounce();
  const actingUser = useActingUser();
  const [text, setText] = useState('');
  const [media, setMedia] = useState('');
  const [tags, setTags] = useState<string[]>([]);
  const [isMoreOpen, setMoreOpen] = useState(false);
  const name = contactName(customer);
  const clear = (): void => {
    setText('');
    setMedia('');
    setTags([]);
  };
  const content = { ...(text.trim() !== '' && { text }), ...(media.trim() !== '' && { media_url: media.trim() }) };
  const isEmpty = Object.keys(content).length === 0;
  const send = useAct(sendText, {
    isShown: true,
    onDone: ({ status }) => {
      if (status === 'unsubscribed') announce(`Not sent: ${name} is unsubscribed.`);
      else clear();
    },
  });
  const receive = useAct(receiveMessage, { isShown: true, onDone: clear });
  const error = send.error ?? receive.error;
  const submit = (): void => {
    if (isEmpty || send.isPending) return;
    receive.reset();
    const to = customer.phone_number;
    send.mutate({ to, ...content, ...(tags.length > 0 && { tag_names: tags }), user_email: actingUser });
  };
  return (
    <form
      className={classes['composer']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {error !== null && <Trouble error={error} />}
      <Textarea
        aria-label="Message"
        placeholder="Write a message"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={1600}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      {isMoreOpen && (
        <>
          <TextInput
            label="Address of a picture"
            type="url"
            size="xs"
            placeholder="https://"
            value={media}
            onChange={(event) => setMedia(event.currentTarget.value)}
          />
          <Group gap="xs" role="group" aria-label="Tags of the message that is sent">
            <Text size="xs" c="dimmed">
              Tags
            </Text>
            <Chip.Group multiple value={tags} onChange={setTags}>
              {company.tags.map((tag) => (
                <Chip key={tag} value={tag} size="xs">
                  {tag}
                </Chip>
              ))}
            </Chip.Group>
          </Group>
        </>
      )}
      <div className={classes['actions']}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Picture and tags"
          aria-expanded={isMoreOpen}
          onClick={() => setMoreOpen(!isMoreOpen)}
        >
          <IconPaperclip size={18} />
        </ActionIcon>
        <Button
          variant="default"
          size="xs"
          disabled={isEmpty}
          loading={receive.isPending}
          onClick={() => {
            send.reset();
            receive.mutate({ phone_number: customer.phone_number, ...content });
          }}
        >
          Receive a message as this customer
        </Button>
        <Button type="submit" size="xs" disabled={isEmpty} loading={send.isPending} aria-keyshortcuts="Control+Enter">
          Send
        </Button>
      </div>
    </form>
  );
}
