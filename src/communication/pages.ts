import { budgetOf, LARGEST_BUDGET, type CallState, type Gathered, type Page, type Round } from './round.ts';

/** Shows the round's page to its expressions as `pagination.page`, `.offset` and `.limit`. */
export function showPage(round: Round): void {
  const { number, before, limit } = round.page;
  round.call.variables['pagination'] = { page: number, offset: before, limit };
}

/** Whether another page is to be read; when a budget or a loop ends it, a warning says so. */
export function mayTurnPage(round: Round): boolean {
  if (round.stalled) {
    return stop(round, `Page ${round.page.number} would be the same request as the page before, so paging stopped.`);
  }
  if (isLastPage(round)) return false;
  const { call } = round;
  const most = mostOf(call);
  const pages = budgetOf(call, 'maxPaginationRequestCount', most.pages);
  if (round.page.number >= pages) return stop(round, `Paging stopped after ${pages} pages; there may be more.`);
  const requests = budgetOf(call, 'maxRequestCount', most.requests);
  if (call.requests >= requests) return stop(round, `Paging stopped after ${requests} requests; there may be more.`);
  return true;
}

/** A polling trigger that stopped in the middle would take what it has not read for old. */
function mostOf({ context }: CallState): { readonly pages: number; readonly requests: number } {
  const isPolled = context.polling !== undefined && context.polling.mode !== 'choose';
  return isPolled ? { pages: LARGEST_BUDGET, requests: LARGEST_BUDGET } : context.limits.call;
}

/** The page after a round; `gathered` are all outputs so far. */
export function pageAfter(round: Round, gathered: Gathered | undefined): Page {
  return {
    number: round.page.number + 1,
    before: countOf(gathered),
    bases: round.draft.bases,
    ...(round.limit !== undefined && { limit: round.limit }),
    ...(round.sent !== undefined && { sent: round.sent }),
  };
}

/** How many outputs there are; a whole array counts by its elements. */
export function countOf(gathered: Gathered | undefined): number {
  if (gathered === undefined) return 0;
  const [only] = gathered.list;
  return !gathered.many && gathered.list.length === 1 && Array.isArray(only) ? only.length : gathered.list.length;
}

function isLastPage(round: Round): boolean {
  if (round.skipped || round.draft.url === undefined || round.limitReached || !round.morePages) return true;
  return round.elements === undefined ? countOf(round.gathered) === 0 : round.elements.found === 0;
}

function stop(round: Round, warning: string): false {
  round.call.warnings.push(warning);
  return false;
}
