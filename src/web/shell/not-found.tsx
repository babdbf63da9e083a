import { Anchor, Text } from '@mantine/core';
import { Link } from 'wouter';
import { Page } from '../ui/page.tsx';

/** For addresses without a page. */
export function NotFoundPage() {
  return (
    <Page title="There is no such page">
      <Text>The address does not lead anywhere; it may have been mistyped, or what it named was deleted.</Text>
      <Anchor component={Link} href="/scenarios">
        Go to the scenarios
      </Anchor>
    </Page>
  );
}
