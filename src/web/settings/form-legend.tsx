import { Switch } from '@mantine/core';
import classes from './module-settings.module.css';

/** What bold labels mean, and how mapped texts are shown. */
export function FormLegend({
  hasMandatory,
  asText,
  onAsText,
}: {
  readonly hasMandatory: boolean;
  readonly asText: boolean;
  /** Undefined when nothing can be mapped. */
  readonly onAsText: ((asText: boolean) => void) | undefined;
}) {
  return (
    <div className={classes['legend']}>
      {hasMandatory && (
        <span>
          <strong>Bold</strong> fields are required.
        </span>
      )}
      {onAsText !== undefined && (
        <Switch
          size="xs"
          label="Edit as text"
          labelPosition="left"
          checked={asText}
          onChange={(event) => onAsText(event.currentTarget.checked)}
        />
      )}
    </div>
  );
}
