import { Radio, Stack, Switch, Text, useMantineColorScheme } from '@mantine/core';
import { usePreference } from './preference.ts';

/** How the page looks in this browser. */
export function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [direction, setDirection] = usePreference('railDirection');
  return (
    <Stack gap="lg" maw={560}>
      <Text size="sm" c="dimmed">
        Kept in this browser and used at once.
      </Text>
      <Radio.Group label="Theme" value={colorScheme} onChange={(value) => setColorScheme(value)}>
        <Stack gap="xs" mt="xs">
          <Radio value="auto" label="Like the system" />
          <Radio value="light" label="Light" />
          <Radio value="dark" label="Dark" />
        </Stack>
      </Radio.Group>
      <Radio.Group
        label="Direction of scenarios"
        description="On narrow screens they always run downwards."
        value={direction}
        onChange={(value) => setDirection(value)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="horizontal" label="To the right" />
          <Radio value="vertical" label="Downwards" />
        </Stack>
      </Radio.Group>
      <Choice
        name="singleKeys"
        label="Single-key shortcuts"
        description="Keys such as A, R and F act while the focus is on the canvas."
      />
      <Choice
        name="technicalNames"
        label="Technical names"
        description="Items of bundles show their names beside their labels."
      />
    </Stack>
  );
}

function Choice({
  name,
  label,
  description,
}: {
  readonly name: 'singleKeys' | 'technicalNames';
  readonly label: string;
  readonly description: string;
}) {
  const [isOn, setOn] = usePreference(name);
  return (
    <Switch
      label={label}
      description={description}
      checked={isOn}
      onChange={(event) => setOn(event.currentTarget.checked)}
    />
  );
}
