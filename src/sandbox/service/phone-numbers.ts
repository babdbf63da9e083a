import { nationalDigits } from './phone.ts';
import { reply } from '../http/reply.ts';
import type { Reply } from '../http/reply.ts';
import type { ApiCall } from './sonar.ts';

/** GET /phone_numbers/available: the number customers can write to, as ten digits. */
export function availableNumber({ sonar }: ApiCall): Reply {
  return reply(200, { available_number: nationalDigits(sonar.world.company.phoneNumber) });
}
