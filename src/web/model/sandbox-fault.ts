import type { SandboxFault } from '../api/sandbox-control.ts';
import { counted } from './aria-names.ts';

/** What a fault can do, as people choose it, with the number it needs. */
export const FAULT_EFFECTS = [
  { id: 'status', label: 'Answer with a status', number: { label: 'Status', first: 503, min: 400, max: 599 } },
  {
    id: 'retryAfter',
    label: 'Ask to slow down (429)',
    number: { label: 'Retry-After, seconds', first: 5, min: 0, max: 3600 },
  },
  {
    id: 'latencyMs',
    label: 'Answer slowly',
    number: { label: 'Wait, milliseconds', first: 3000, min: 1, max: 600_000 },
  },
  { id: 'malformedJson', label: 'Answer with broken JSON', number: undefined },
  { id: 'truncate', label: 'End the connection in the middle of the answer', number: undefined },
  { id: 'cutConnection', label: 'End the connection without an answer', number: undefined },
  { id: 'duplicateDelivery', label: 'Deliver events twice', number: undefined },
] as const;

export type FaultEffect = (typeof FAULT_EFFECTS)[number]['id'];

/** What people filled in. */
export interface FaultForm {
  readonly effect: FaultEffect;
  /** For effects with a number. */
  readonly number: number;
  /** Empty for any. */
  readonly method: string;
  /** Path below the address, may end in `*`; empty for any. */
  readonly path: string;
  /** How often; until it is removed when undefined. */
  readonly times: number | undefined;
}

/** The fault a form asks for. */
export function faultOf({ effect, number, method, path, times }: FaultForm): SandboxFault {
  const hasNumber = FAULT_EFFECTS.find(({ id }) => id === effect)?.number !== undefined;
  const match = { ...(method !== '' && { method }), ...(path.trim() !== '' && { path: path.trim() }) };
  // Deliveries are no calls: there is nothing to match.
  const isMatched = effect !== 'duplicateDelivery' && Object.keys(match).length > 0;
  return {
    ...(isMatched && { match }),
    [effect]: hasNumber ? number : true,
    ...(times !== undefined && { times }),
  };
}

/** A fault as a sentence: "POST /api/v1/messages*: answers 503, 2 more times". */
export function faultText(fault: SandboxFault): string {
  const { match, times } = fault;
  const effects = Object.entries(EFFECT_TEXTS).flatMap(([effect, text]) => {
    const value = fault[effect as FaultEffect];
    return value === undefined || value === false ? [] : [text(Number(value))];
  });
  const calls = [match?.method, match?.path].filter(Boolean).join(' ') || 'All calls';
  const subject = fault.duplicateDelivery === true ? 'Events' : calls;
  const often = times === undefined ? 'until it is removed' : counted(times, 'more time');
  return `${subject}: ${effects.join(', ')}, ${often}`;
}

const EFFECT_TEXTS: Readonly<Record<FaultEffect, (number: number) => string>> = {
  status: (status) => `answered ${status}`,
  retryAfter: (seconds) => `asked to come back after ${seconds} s`,
  latencyMs: (ms) => `answered after ${ms.toLocaleString('en')} ms`,
  malformedJson: () => 'answered with broken JSON',
  truncate: () => 'cut in the middle of the answer',
  cutConnection: () => 'cut without an answer',
  duplicateDelivery: () => 'delivered twice',
};
