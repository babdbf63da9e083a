import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Texts of the files of an app, by path. */
export type Files = Record<string, string>;

/** A small app without any finding: one connection, one action, one instant trigger with its webhook, one RPC. */
export function smallApp(): Files {
  return {
    'manifest.json': `{
  "name": "acme",
  "label": "Acme",
  "version": "1.0.0",
  // What all requests have in common.
  "base": {
    "baseUrl": "https://api.acme.example/v1",
    "headers": { "X-Token": "{{connection.apiToken}}" },
    "response": { "error": { "message": "{{body.error}}" } },
    "log": { "sanitize": ["request.headers.x-token"] },
  },
  "groups": [
    { "label": "Things", "modules": ["watchNewThing", "getThing"] },
  ],
}
`,
    'connections/acme.json': `{
  "name": "acme",
  "label": "Acme",
  "connectionType": "basic",
  "parameters": [
    { "name": "apiToken", "type": "password", "label": "API Token", "required": true }
  ],
  "communication": {
    "url": "https://api.acme.example/v1/me",
    "headers": { "X-Token": "{{parameters.apiToken}}" },
    "log": { "sanitize": ["request.headers.x-token"] }
  }
}
`,
    'modules/get-thing.json': `{
  "name": "getThing",
  "label": "Get a Thing",
  "description": "Gets a thing.",
  "moduleType": "action",
  "actionCrud": "read",
  "connection": "acme",
  "communication": {
    "method": "GET",
    "url": "/things/{{encodeURL(parameters.thingId)}}",
    "qs": { "lang": "{{lower(parameters.language)}}" },
    "response": { "output": "{{body}}" }
  },
  "mappableParams": [
    { "name": "thingId", "type": "text", "label": "Thing ID", "required": true },
    { "name": "language", "type": "select", "label": "Language", "options": [{ "label": "English", "value": "EN" }] },
    { "name": "tag", "type": "select", "label": "Tag", "options": "rpc://listTags" }
  ],
  "interface": [
    { "name": "id", "type": "text", "label": "ID" }
  ],
  "samples": { "id": "t1" }
}
`,
    'modules/watch-new-thing.json': `{
  "name": "watchNewThing",
  "label": "Watch New Thing",
  "moduleType": "instant_trigger",
  "webhook": "newThing",
  "interface": [
    { "name": "id", "type": "text", "label": "ID" }
  ],
  "samples": { "id": "t1" }
}
`,
    'rpcs/list-tags.json': `{
  "name": "listTags",
  "label": "List tags",
  "connection": "acme",
  "communication": {
    "url": "/tags",
    "response": { "iterate": "{{body}}", "output": { "label": "{{item.name}}", "value": "{{item.name}}" } }
  }
}
`,
    'webhooks/new-thing.json': `{
  "name": "newThing",
  "label": "New Thing",
  "webhookType": "web",
  "connection": "acme",
  "attach": {
    "method": "POST",
    "url": "/hooks",
    "body": { "url": "{{webhook.url}}" },
    "response": { "data": { "externalId": "{{body.id}}" } }
  },
  "detach": { "method": "DELETE", "url": "/hooks/{{webhook.externalId}}" },
  "eventId": "{{body.uuid}}"
}
`,
  };
}

/** Writes files into a new folder, hands the folder to `use`, and removes it afterwards. */
export async function inFolder<Result>(files: Files, use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'manifest-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
