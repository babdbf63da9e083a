import { Select } from '@mantine/core';
import { useEditor } from '../builder/editor.ts';
import { nameOfStep } from '../builder/module-names.ts';
import { ROUTER, type Step } from '../model/blueprint.ts';
import { fallbackOf, routeTitle, routesOf, setFallback } from '../model/routes.ts';
import { pathOfId } from '../model/step-path.ts';

/** Which route of a router takes the bundles that no other route takes, chosen by what the routes are called. Other modules have none. */
export function FallbackRoute({ step }: { readonly step: Step }) {
  const { apply, catalogue } = useEditor();
  if (step.module !== ROUTER) return null;
  const chosen = fallbackOf(step);
  return (
    <Select
      label="Fallback route"
      description="It takes the bundles that no other route takes."
      placeholder="No fallback route"
      data={routesOf(step).map((route, index) => ({ value: String(index), label: routeTitle(route, index) }))}
      value={chosen === undefined ? null : String(chosen)}
      allowDeselect
      clearable
      clearButtonProps={{ 'aria-label': 'No fallback route', 'aria-hidden': false, tabIndex: 0, size: '24px' }}
      onChange={(value) =>
        apply(
          (blueprint) => {
            const path = pathOfId(blueprint, step.id) ?? [];
            const edit = setFallback(blueprint, path, value === null ? undefined : Number(value));
            return edit.ok ? edit.blueprint : { refused: edit.reason };
          },
          { label: `Choose the fallback route of ${nameOfStep(step, catalogue)}` },
        )
      }
    />
  );
}
