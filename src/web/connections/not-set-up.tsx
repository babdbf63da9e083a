import { Anchor, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { appConstantsQuery } from '../api/app-constants.ts';

/** Says that an administrator has not given yet what connections of this kind need. */
export function NotSetUp({
  app,
  kind,
  label,
}: {
  readonly app: string;
  /** Name of the connection component. */
  readonly kind: string;
  /** Label of the app. */
  readonly label: string;
}) {
  const { data } = useQuery(appConstantsQuery(app));
  const form = data?.forms.find(({ connection }) => connection === kind);
  if (form === undefined || form.gives.some((name) => data?.names.includes(name))) return null;
  return (
    <Text size="sm">
      {label} needs constants from an administrator, and they are not set yet.{' '}
      <Anchor component={Link} href={`/apps/${app}`} size="sm" underline="always">
        Set them on the page of {label}
      </Anchor>
    </Text>
  );
}
