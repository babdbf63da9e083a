import { UnstyledButton } from '@mantine/core';
import type { ImlFunction } from '../api/contract.ts';
import { callTemplate } from '../model/iml-insert.ts';
import { previewOf } from '../model/json-tree.ts';
import classes from './function-list.module.css';

/** Functions or keywords to insert, each with what it is for and an example. */
export function FunctionList({
  name,
  functions,
  onInsert,
}: {
  readonly name: string;
  readonly functions: readonly ImlFunction[];
  readonly onInsert: (expression: string, name: string) => void;
}) {
  if (functions.length === 0) return <p className={classes['none']}>There is no function of that name.</p>;
  return (
    <ul aria-label={name} className={classes['list']}>
      {functions.map((entry) => (
        <li key={entry.name}>
          <UnstyledButton
            className={classes['entry']}
            aria-description={descriptionOf(entry)}
            onClick={() => onInsert(expressionOf(entry), entry.name)}
          >
            <span className="visually-hidden">Insert {entry.name}</span>
            <code aria-hidden className={classes['signature']}>
              {entry.group === 'keyword' ? entry.name : entry.signature}
            </code>
            <span aria-hidden className={classes['summary']}>
              {entry.summary}
            </span>
            {entry.examples.slice(0, 1).map(({ expression, result }) => (
              <span aria-hidden key={expression} className={classes['example']}>
                <code>{expression}</code> → {previewOf(result) || 'empty text'}
              </span>
            ))}
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}

function expressionOf({ group, name, signature }: ImlFunction): string {
  return group === 'keyword' ? name : callTemplate(signature);
}

/** What is seen in the button, as a sentence for those who hear it. */
function descriptionOf({ signature, summary, examples: [example] }: ImlFunction): string {
  const shown = example === undefined ? '' : ` For example ${example.expression} gives ${previewOf(example.result)}.`;
  return `${signature}. ${summary}${shown}`;
}
