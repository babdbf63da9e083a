import type { SandboxUser } from '../api/sandbox-world.ts';

/** A person of the company, as people call them. */
export function userName({ first_name, last_name, email }: SandboxUser): string {
  return `${first_name} ${last_name}`.trim() || email;
}
