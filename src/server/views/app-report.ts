import type { z } from 'zod';
import type { AppReport } from '../../manifest/report.ts';
import type * as contract from '../contract/apps.ts';
import { showAppFinding } from './app.ts';

/** How well an app fits. */
export function showAppReport({ problems, directives, app, uses }: AppReport): z.output<typeof contract.appReport> {
  return {
    findings: problems.map(showAppFinding),
    directives: { ...directives, unsupported: [...directives.unsupported] },
    leftOut: (app?.leftOut ?? []).map((part) => ({ ...part })),
    uses: uses.flatMap(({ name, support, file, pointer, position }) =>
      support === 'native' ? [] : [{ name, support, file, pointer, ...position }],
    ),
  };
}
