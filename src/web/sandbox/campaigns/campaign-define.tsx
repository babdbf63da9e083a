import { ActionIcon, Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FEWEST_TEXTS, MOST_TEXTS } from './campaign-form.ts';
import type { CampaignForm, CampaignProblems } from './campaign-form.ts';
import classes from './campaign-dialog.module.css';

/** What every part of the form gets. */
export interface CampaignPartProps {
  readonly form: CampaignForm;
  readonly problems: CampaignProblems | undefined;
  /** Sent campaigns are only shown. */
  readonly isSent: boolean;
  readonly onChange: (change: Partial<CampaignForm>) => void;
}

/** Name, slug and texts of a campaign. */
export function CampaignDefine({
  form: { name, description, texts },
  problems,
  isSent,
  slug,
  onChange,
}: CampaignPartProps & { readonly slug: string | undefined }) {
  const add = useRef<HTMLButtonElement>(null);
  return (
    <Stack>
      <TextInput
        label="Name"
        withAsterisk
        aria-required
        data-autofocus
        readOnly={isSent}
        maxLength={200}
        error={problems?.name}
        value={name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Description"
        readOnly={isSent}
        maxLength={2000}
        value={description}
        onChange={(event) => onChange({ description: event.currentTarget.value })}
      />
      <dl className={classes['slug']}>
        <dt>Slug</dt>
        <dd>
          {slug === undefined ? (
            'It is made of the name when the campaign is saved, and never changes.'
          ) : (
            <>
              <code>{slug}</code>
              <CopyButton text={slug} label="Copy slug" />
            </>
          )}
        </dd>
      </dl>
      <fieldset className={classes['texts']}>
        <legend>Texts</legend>
        <p>
          They take turns. <code>{'{{first_name}}'}</code>, other fields and names of properties are filled in.
        </p>
        {texts.map((text, index) => (
          // Texts have no identity but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={classes['text']}>
            <Textarea
              aria-label={`Text ${index + 1}`}
              aria-required
              placeholder={`Text ${index + 1}`}
              autosize
              minRows={2}
              maxRows={8}
              maxLength={1600}
              readOnly={isSent}
              error={problems?.texts[index]}
              value={text}
              onChange={(event) => onChange({ texts: texts.with(index, event.currentTarget.value) })}
            />
            {!isSent && texts.length > FEWEST_TEXTS && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={`Remove text ${index + 1}`}
                onClick={() => {
                  onChange({ texts: texts.toSpliced(index, 1) });
                  add.current?.focus();
                }}
              >
                <IconX size={18} />
              </ActionIcon>
            )}
          </div>
        ))}
        {!isSent && texts.length < MOST_TEXTS && (
          <Group>
            <Button
              ref={add}
              variant="default"
              size="compact-md"
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => onChange({ texts: [...texts, ''] })}
            >
              Add a text
            </Button>
          </Group>
        )}
      </fieldset>
    </Stack>
  );
}
