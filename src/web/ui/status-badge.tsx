import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconHelpCircle,
  IconPlayerStop,
  IconProgress,
} from '@tabler/icons-react';
import classes from './status-badge.module.css';

/** A status is always a sign, a word and a colour. */
const TONES = {
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  danger: IconCircleX,
  info: IconProgress,
  wait: IconClock,
  idle: IconCircleDashed,
  stop: IconPlayerStop,
  doubt: IconHelpCircle,
} as const;

export type Tone = keyof typeof TONES;

/** A status as a small label. */
export function StatusBadge({ tone, children }: { readonly tone: Tone; readonly children: string }) {
  const Icon = TONES[tone];
  return (
    <span className={classes['badge']} data-tone={tone}>
      <Icon size={14} stroke={2} aria-hidden />
      {children}
    </span>
  );
}
