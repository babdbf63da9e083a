import { mergeRequest } from '../communication/merge.ts';
import { isCollection, ownValue, type Collection } from '../core/json.ts';
import { planAnswer, type AnswerPlan } from './answer-plan.ts';

/** Plans the answers to the requests of a call, in their order; a request without an address is sent nowhere. */
export function planRequests(raw: unknown, base?: unknown, sample?: unknown): readonly AnswerPlan[] {
  const requests = (Array.isArray(raw) ? raw : [raw]).filter(isCollection);
  const inherited = isCollection(base) ? { raw: base, pointer: '' } : undefined;
  return requests.flatMap((request, index) => {
    const merged = mergeRequest({ raw: request, pointer: '' }, inherited).raw;
    const rest = requests.slice(index + 1);
    const isLast = !rest.some(isSent);
    const later = isLast ? rest.map((one) => ownValue(ownValue(one, 'response'), 'output')) : [];
    return isSent(merged) ? [planAnswer({ request: merged, later, sample, isLast })] : [];
  });
}

function isSent(request: Collection): boolean {
  const url = ownValue(request, 'url');
  return typeof url === 'string' && url !== '';
}
