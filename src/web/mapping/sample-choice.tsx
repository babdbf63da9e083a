import { Button, Select } from '@mantine/core';
import { useStartRun } from '../runs/start-run.ts';
import { CustomSample } from './custom-sample.tsx';
import { OpenOutputs } from './open-outputs.tsx';
import { useMapping } from './mapping-context.ts';
import classes from './mapping-panel.module.css';
import { CUSTOM } from './use-mapping-sources.ts';

/** Which bundles the previews are made with. */
export function SampleChoice() {
  const { samples, sample, chooseSample } = useMapping();
  return (
    <>
      <Select
        size="xs"
        label="Preview with"
        data={[...samples]}
        value={sample}
        allowDeselect={false}
        classNames={{ root: classes['sample'] ?? '', label: classes['sampleLabel'] ?? '' }}
        onChange={(value) => chooseSample(value ?? '')}
      />
      {sample === CUSTOM && <CustomSample />}
      <OpenOutputs />
      <NoData />
    </>
  );
}

/** Modules nothing is known of before they have run once. */
function NoData() {
  const { sources } = useMapping();
  const start = useStartRun();
  const unknown = sources.find(({ fields, sample, isOpen }) => fields.length === 0 && sample === undefined && !isOpen);
  if (unknown === undefined) return null;
  return (
    <p className={classes['none']}>
      What {unknown.label} gives is known once it has run.{' '}
      <Button size="compact-xs" variant="light" onClick={() => void start()}>
        Run module {unknown.module} to get data
      </Button>
    </p>
  );
}
