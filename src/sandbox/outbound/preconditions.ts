import type { Instance } from './outbound-world.ts';

/** Something that must be so before a text can be sent. */
export interface Precondition {
  readonly name: string;
  readonly met: boolean;
  /** What to do about it; null when it is met. */
  readonly fix: string | null;
}

/** What is looked at before any text is sent, in this order. */
const CHECKS: readonly { name: string; fix: string; met: (instance: Instance) => boolean }[] = [
  {
    name: 'Outbound SMS is switched on',
    fix: 'Switch outbound SMS on in the settings.',
    met: ({ enabled }) => enabled,
  },
  {
    name: 'The data center offers outbound SMS',
    fix: 'The Canadian data center does not offer outbound SMS.',
    met: ({ data_center }) => data_center !== 'canada',
  },
  {
    name: 'A company has a department',
    fix: 'Add a department with its company.',
    met: ({ departments }) => departments.length > 0,
  },
  {
    name: 'A phone number type takes texts',
    fix: 'Mark a phone number type as SMS-capable.',
    met: ({ phone_number_types }) => phone_number_types.some(({ sms_capable }) => sms_capable),
  },
  { name: 'A signature exists', fix: 'Add a signature.', met: ({ signatures }) => signatures.length > 0 },
];

/** Every precondition and whether it is met. */
export function preconditions(instance: Instance): readonly Precondition[] {
  return CHECKS.map(({ name, fix, met }) =>
    met(instance) ? { name, met: true, fix: null } : { name, met: false, fix },
  );
}

/** What to do before a text can be sent; undefined when nothing is in the way. */
export function whatIsMissing(instance: Instance): string | undefined {
  const fixes = preconditions(instance).flatMap(({ fix }) => fix ?? []);
  return fixes.length === 0 ? undefined : fixes.join(' ');
}
