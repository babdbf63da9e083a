import { useId } from 'react';
import { addModule } from '../model/aria-names.ts';
import { moduleGlyph } from '../ui/module-glyph.tsx';
import type { CatalogueModule } from './catalogue.ts';
import classes from './palette.module.css';

/** One module that can be added. Where it cannot, it stays reachable and says why. */
export function PaletteEntry({
  module,
  reason,
  onAdd,
}: {
  readonly module: CatalogueModule;
  readonly reason: string | undefined;
  readonly onAdd: (module: CatalogueModule) => void;
}) {
  const { icon: Icon } = moduleGlyph(module.name);
  const id = useId();
  return (
    <li
      className={classes['entry']}
      data-tone={module.tone}
      data-drag-module={module.name}
      data-refused={reason !== undefined || undefined}
    >
      <span className={classes['glyph']} aria-hidden>
        <Icon size={16} stroke={1.8} />
      </span>
      <span className={classes['words']}>
        <button
          type="button"
          className={classes['label']}
          aria-label={addModule(module.label)}
          aria-describedby={id}
          aria-disabled={reason !== undefined || undefined}
          onClick={() => onAdd(module)}
        >
          {module.label}
        </button>
        <span className={classes['description']} id={id}>
          {reason !== undefined && <span className={classes['reason']}>{reason}</span>}
          <span className={classes['about']}>
            {module.kind === 'instant trigger' && <span className={classes['instant']}>INSTANT</span>}
            {module.description}
          </span>
        </span>
      </span>
    </li>
  );
}
