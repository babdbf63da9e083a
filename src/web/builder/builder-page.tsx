import { useQuery } from '@tanstack/react-query';
import { scenarioQuery } from '../api/scenarios.ts';
import { Page } from '../ui/page.tsx';
import { Loaded } from '../ui/loaded.tsx';
import { Builder } from './builder.tsx';
import { EditorProvider } from './editor-provider.tsx';

/** Builder: one scenario as a picture that can be edited, run and watched. */
export default function BuilderPage({ params }: { readonly params: Readonly<Record<string, string | undefined>> }) {
  const id = params['id'] ?? '';
  const query = useQuery(scenarioQuery(id));
  if (query.data === undefined) {
    return (
      <Page title="Scenario">
        <Loaded query={query} label="Loading the scenario">
          {() => null}
        </Loaded>
      </Page>
    );
  }
  return (
    <EditorProvider key={id} stored={query.data}>
      <Builder />
    </EditorProvider>
  );
}
