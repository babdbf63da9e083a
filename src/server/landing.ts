/** A small page for people who open the server in a browser: no script, no style, only links. */
export function landingPage(version: string): string {
  const links = LINKS.map(([address, text]) => `<li><a href="${address}">${address}</a> ${text}</li>`);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Sonar Connect</title></head>
<body>
<main>
<h1>Sonar Connect ${version.replaceAll(/[^\w.+-]/g, '')}</h1>
<p>The server is running.</p>
<ul>
${links.join('\n')}
</ul>
</main>
</body>
</html>
`;
}

const LINKS = [
  ['/openapi.json', 'describes the API (OpenAPI 3.1)'],
  ['/api/v1/apps', 'the installed apps'],
  ['/api/v1/connections', 'connections'],
  ['/api/v1/hooks', 'webhooks'],
  ['/api/v1/data-stores', 'data stores'],
  ['/api/v1/scenarios', 'scenarios'],
  ['/api/v1/executions', 'executions'],
  ['/api/v1/events', 'live events'],
  ['/healthz', 'whether the process answers'],
  ['/readyz', 'whether it is ready for work'],
  ['/metrics', 'metrics for Prometheus'],
] as const;
