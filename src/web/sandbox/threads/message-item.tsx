import { ActionIcon, Menu } from '@mantine/core';
import { IconTagPlus, IconX } from '@tabler/icons-react';
import { tagMessage, untagMessage } from '../../api/sandbox-world.ts';
import type { SandboxMessageRow } from '../../api/sandbox-world.ts';

import { useAct } from '../use-act.ts';
import classes from './message-item.module.css';
import { SandboxTime } from '../sandbox-time.tsx';

/** One message with its tags; tagging and untagging tells the webhooks. */
export function MessageItem({
  message: { external_id, direction, text, media_url, tags, campaign, created_at },
  name,
  tags: known,
}: {
  readonly message: SandboxMessageRow;
  /** What the customer is called. */
  readonly name: string;
  /** Every tag there is. */
  readonly tags: readonly string[];
}) {
  const tag = useAct(tagMessage);
  const untag = useAct(untagMessage);
  const isOurs = direction === 'outbound';
  const left = known.filter((each) => !tags.includes(each));
  const about = short(text ?? media_url ?? '');
  return (
    <li className={classes['item']} data-direction={direction}>
      <div className={classes['bubble']}>
        <span className="visually-hidden">{isOurs ? 'You' : name}: </span>
        {text !== null && <span className={classes['text']}>{text}</span>}
        {media_url !== null && <code className={classes['media']}>{media_url}</code>}
      </div>
      <div className={classes['foot']}>
        <SandboxTime at={created_at} />
        {campaign !== null && <span>Campaign {campaign}</span>}
        {tags.map((each) => (
          <span key={each} className={classes['tag']}>
            {each}
            <ActionIcon
              variant="transparent"
              color="gray"
              size={24}
              aria-label={`Remove tag ${each} from: ${about}`}
              onClick={() => untag.mutate({ external_id, tag_name: each })}
            >
              <IconX size={14} />
            </ActionIcon>
          </span>
        ))}
        {left.length > 0 && (
          <Menu position="bottom-start">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size={24} aria-label={`Add a tag to: ${about}`}>
                <IconTagPlus size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {left.map((each) => (
                <Menu.Item key={each} onClick={() => tag.mutate({ external_id, tag_name: each })}>
                  {each}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </li>
  );
}

/** Characters of a message that name it. */
const SHORT = 40;

function short(text: string): string {
  return text.length > SHORT ? `${text.slice(0, SHORT)}…` : text;
}
