import { Select, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { segmentsQuery, signaturesQuery } from '../../../api/outbound-settings.ts';
import type { SegmentCount } from '../../../api/outbound-settings.ts';
import type { InstanceId } from '../../../api/outbound.ts';
import { Loaded } from '../../../ui/loaded.tsx';
import { ControlCard } from '../../traffic/control-card.tsx';
import { useRested } from '../../use-rested.ts';
import { useInstance } from '../instance.tsx';
import { dollars } from '../money.ts';
import classes from './outbound-settings.module.css';

/** How many segments a text has, and what they cost. */
export function SegmentCard() {
  const instance = useInstance();
  const { data: signatures = [] } = useQuery(signaturesQuery(instance));
  const [text, setText] = useState('');
  const [signature, setSignature] = useState<string | null>(null);
  const counted = useRested(text.trim());
  return (
    <ControlCard title="Segment calculator" note="Texts are sent and charged in segments. Nothing is sent here.">
      <Textarea
        label="Text"
        autosize
        minRows={3}
        maxRows={10}
        maxLength={1600}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Select
        label="Signature"
        placeholder="None"
        clearable
        clearButtonProps={{ 'aria-label': 'Clear the signature' }}
        data={signatures.map(({ id, name }) => ({ value: String(id), label: name }))}
        value={signature}
        onChange={setSignature}
      />
      {counted !== '' && (
        <Count instance={instance} text={counted} signatureId={signature === null ? undefined : Number(signature)} />
      )}
    </ControlCard>
  );
}

function Count({
  instance,
  text,
  signatureId,
}: {
  readonly instance: InstanceId;
  readonly text: string;
  readonly signatureId: number | undefined;
}) {
  const query = useQuery(segmentsQuery(instance, text, signatureId));
  return (
    <Loaded query={query} label="Counting segments">
      {(count) => (
        <dl className={classes['facts']} aria-label="Segments">
          {factsOf(count).map(([label, value]) => [
            <dt key={label}>{label}</dt>,
            <dd key={`${label} value`}>{value}</dd>,
          ])}
        </dl>
      )}
    </Loaded>
  );
}

function factsOf({ characters, segments, cost_cents, rules }: SegmentCount): readonly (readonly [string, string])[] {
  return [
    ['Characters, with the signature', characters.toLocaleString()],
    ['Segments', segments.toLocaleString()],
    ['Cost of one text', dollars(cost_cents)],
    ['By 160, then 145', rules['160_145'].toLocaleString()],
    [`As phones count (${rules.gsm.encoding})`, rules.gsm.segments.toLocaleString()],
  ];
}
