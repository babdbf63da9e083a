import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import type { WebStage } from './stage.ts';

/** A module of a scenario for a test. */
export interface SceneStep {
  readonly id: number;
  readonly module: string;
  readonly mapper?: Record<string, unknown>;
  readonly [key: string]: unknown;
}

/** A stored scenario, open in the builder. */
export interface Scene {
  readonly id: string;
  readonly page: Page;
  /** Opens the settings of a module by its number. */
  openModule(number: number): Promise<void>;
  tab(name: string): Promise<void>;
  textbox(name: string): Locator;
  /** Saves with the button of the builder, and gives the modules as they are stored then. */
  save(): Promise<readonly SceneStep[]>;
}

/** Stores a scenario on the connection of the demo and opens it in the builder. */
export async function openScene(
  stage: WebStage,
  steps: readonly SceneStep[],
  { query = '', ...options }: BrowserContextOptions & { readonly query?: string } = {},
): Promise<Scene> {
  const { data } = await stage.call('GET', '/connections');
  const connection = (data as { id: string }[])[0]?.id;
  const flow = steps.map((step) => ({
    version: 1,
    mapper: {},
    ...step,
    parameters: {
      ...(step.module.startsWith('sonar:') && { __IMTCONN__: connection }),
      ...(step['parameters'] as object | undefined),
    },
  }));
  const made = await stage.call('POST', '/scenarios', { name: 'Scene', blueprint: { name: 'Scene', flow } });
  const id = (made['scenario'] as { id: string } | undefined)?.id ?? (made['id'] as string);
  const page = await stage.open(`/scenarios/${id}${query}`, { viewport: { width: 1360, height: 900 }, ...options });
  return {
    id,
    page,
    async openModule(number) {
      await page.getByRole('button', { name: new RegExp(`^Edit ${number} `) }).click();
      await page.getByRole('tab', { name: 'Settings' }).waitFor();
    },
    tab: (name) => page.getByRole('tab', { name, exact: true }).click(),
    textbox: (name) => page.getByRole('textbox', { name, exact: true }),
    async save() {
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText(/^Saved /).waitFor();
      const stored = await stage.call('GET', `/scenarios/${id}`);
      return (stored['blueprint'] as { flow: SceneStep[] }).flow;
    },
  };
}
