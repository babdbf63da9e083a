import {
  IconAlertOctagon,
  IconArrowsSplit2,
  IconBraces,
  IconClockPause,
  IconDatabase,
  IconFilter,
  IconMessage2,
  IconPuzzle,
  IconRepeat,
  IconSpeakerphone,
  IconStack2,
  IconTag,
  IconTools,
  IconUser,
  IconVariable,
  IconWorld,
} from '@tabler/icons-react';
import type { GroupTone } from '../builder/catalogue.ts';

/** The sign and the colour of a module. */
export interface Glyph {
  readonly icon: typeof IconUser;
  readonly tone: GroupTone;
}

/** By what the name of a module says; the first match counts. */
const GLYPHS: readonly (readonly [pattern: RegExp, glyph: Glyph])[] = [
  [/^builtin:Basic(Router|IfElse|Merge)/, { icon: IconArrowsSplit2, tone: 'flow' }],
  [/^builtin:(Resume|Ignore|Break|Commit|Rollback)$/, { icon: IconAlertOctagon, tone: 'flow' }],
  [/Aggregator/, { icon: IconStack2, tone: 'flow' }],
  [/Feeder|Repeater|Iterator/, { icon: IconRepeat, tone: 'flow' }],
  [/Variable|Increment/, { icon: IconVariable, tone: 'flow' }],
  [/Sleep/, { icon: IconClockPause, tone: 'flow' }],
  [/^datastore:/, { icon: IconDatabase, tone: 'flow' }],
  [/^json:/, { icon: IconBraces, tone: 'flow' }],
  [/^(http|gateway):/, { icon: IconWorld, tone: 'flow' }],
  [/^util:Switcher|^builtin:Filter/, { icon: IconFilter, tone: 'flow' }],
  [/^(builtin|util):/, { icon: IconTools, tone: 'flow' }],
  [/campaign/i, { icon: IconSpeakerphone, tone: 'campaigns' }],
  [/tag/i, { icon: IconTag, tone: 'messages' }],
  [/message|sms/i, { icon: IconMessage2, tone: 'messages' }],
  [/customer|contact|agent/i, { icon: IconUser, tone: 'customers' }],
  [/apicall/i, { icon: IconWorld, tone: 'other' }],
];

/** The sign and the colour of a module, by its full name (`app:module`). */
export function moduleGlyph(module: string): Glyph {
  return GLYPHS.find(([pattern]) => pattern.test(module))?.[1] ?? { icon: IconPuzzle, tone: 'other' };
}
