import { Anchor, CloseButton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Link } from 'wouter';
import type { CatalogueModule } from '../builder/catalogue.ts';
import type { Step } from '../model/blueprint.ts';
import { customNameOf } from '../model/blueprint.ts';
import { numberOf } from '../model/step-path.ts';
import { moduleGlyph } from '../ui/module-glyph.tsx';
import classes from './module-settings.module.css';
import { partsOfName } from './module-forms.ts';

/** Which module it is and what it does. In a dialog the name stands in the title already. */
export function SettingsHead({
  step,
  module,
  onClose,
}: {
  readonly step: Step;
  readonly module: CatalogueModule | undefined;
  readonly onClose: () => void;
}) {
  const isDocked = useMediaQuery('(min-width: 1200px)', true, { getInitialValueInEffect: false });
  const { icon: Icon, tone } = moduleGlyph(step.module);
  const { app, module: name } = partsOfName(step.module);
  const kind = module === undefined ? 'unknown module' : module.kind;
  return (
    <div className={classes['head']}>
      <span className={classes['glyph']} data-tone={tone}>
        <Icon size={20} aria-hidden />
      </span>
      <div className={classes['names']}>
        {isDocked && <h2 className={classes['title']}>{customNameOf(step) ?? module?.label ?? step.module}</h2>}
        <p className={classes['kind']}>
          {module?.app} · {kind} · number {numberOf(step)}
          {module !== undefined && tone !== 'flow' && (
            <>
              {' · '}
              <Anchor component={Link} href={`/apps/${app}/${name}`} size="sm">
                Help
              </Anchor>
            </>
          )}
        </p>
      </div>
      {isDocked && <CloseButton aria-label="Close the settings" onClick={onClose} />}
    </div>
  );
}
