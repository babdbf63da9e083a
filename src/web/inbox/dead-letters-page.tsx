import { Page } from '../ui/page.tsx';

/** Dead letters. */
export default function DeadLettersPage() {
  return <Page title="Dead letters">{null}</Page>;
}
