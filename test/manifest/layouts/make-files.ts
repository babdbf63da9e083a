/** A small app as local development lays it out: every file is named by makecomapp.json. */
export function localApp(): Record<string, string> {
  return {
    'makecomapp.json': `\uFEFF{
  // Comments are fine.
  "fileVersion": 1,
  "generalCodeFiles": { "base": "general/base.iml.json", "common": null, "readme": "README.md", "groups": "modules/groups.json" },
  "components": {
    "connection": {
      "acme": { "label": "Acme", "connectionType": "basic", "codeFiles": { "communication": "connections/acme/api.iml.json", "params": "connections/acme/params.iml.json", "common": null } },
      "dropped": null
    },
    "webhook": {
      "things": { "connection": "acme", "codeFiles": { "communication": "webhooks/empty.iml.json", "attach": "webhooks/attach.iml.json", "detach": "webhooks/detach.iml.json" } }
    },
    "module": {
      "getThing": {
        "label": "Get a Thing", "moduleType": "action", "actionCrud": "read", "connection": "acme", "altConnection": null,
        "codeFiles": { "communication": "modules/get.iml.json", "mappableParams": "modules/get.expect.iml.json", "interface": "modules/get.interface.iml.json" }
      },
      "watchThings": { "label": "Watch Things", "webhook": "things", "codeFiles": {} }
    },
    "rpc": { "listTags": { "label": "Tags", "connection": "acme", "codeFiles": { "communication": "rpcs/tags.iml.json" } } },
    "function": { "double": { "codeFiles": { "code": "functions/double.js", "test": "functions/double.test.js" } } }
  },
  "origins": [{ "label": "Production", "appId": "acme-things-x1y2z3", "appVersion": 2 }],
}`,
    'general/base.iml.json': `{ "baseUrl": "https://api.acme.example", "headers": { "X-Token": "{{connection.token}}" }, "log": { "sanitize": ["request.headers.x-token"] } }`,
    'modules/groups.json': `[{ "label": "Things", "modules": ["getThing"] }]`,
    'connections/acme/api.iml.json': `{ "url": "https://api.acme.example/me", "headers": { "X-Token": "{{parameters.token}}" }, "log": { "sanitize": ["request.headers.x-token"] } }`,
    'connections/acme/params.iml.json': `[{ "name": "token", "type": "password", "label": "Token" }]`,
    'webhooks/empty.iml.json': '{}',
    'webhooks/attach.iml.json': `{ "method": "POST", "url": "/hooks", "body": { "url": "{{webhook.url}}" }, "response": { "data": { "id": "{{body.id}}" } } }`,
    'webhooks/detach.iml.json': `{ "method": "DELETE", "url": "/hooks/{{data.id}}" }`,
    'modules/get.iml.json': `{ "url": "/things/{{parameters.id}}", "response": { "output": "{{body}}" } } // the end`,
    'modules/get.expect.iml.json': `[{ "name": "id", "type": "text", "label": "ID", "required": true }, { "name": "tag", "type": "select", "options": "rpc://listTags" }]`,
    'modules/get.interface.iml.json': `[{ "name": "id", "type": "text" }]`,
    'rpcs/tags.iml.json': `{ "url": "/tags", "response": { "iterate": "{{body}}", "output": { "label": "{{item}}", "value": "{{item}}" } } }`,
    'functions/double.js': 'function double(n) { return n * 2; }',
    'functions/double.test.js': "it('doubles', () => { assert.ok(double(2) === 4) });",
    'README.md': '# Acme',
  };
}

/** Another small app as an export lays it out: folders, and numbers or words for the types. */
export function exportedApp(): Record<string, string> {
  return {
    'metadata.json':
      '{ "name": "acme-9", "label": "Acme", "version": 3, "theme": "#1eaa7d", "language": "en", "countries": null }',
    'base.imljson': `{ "baseUrl": "https://api.acme.example", "headers": { "X-Token": "{{connection.token}}" } }`,
    'connections/acme-9/metadata.json': '{ "name": "acme-9", "label": "Acme", "type": "apikey" }',
    'connections/acme-9/api.imljson': '{ "url": "https://api.acme.example/me" }',
    'connections/acme-9/parameters.imljson': '[{ "name": "token", "type": "text", "label": "Token" }]',
    'connections/acme-9/scope.imljson': '[]',
    'modules/findThings/metadata.json':
      '{ "$id": "7d1c", "name": "findThings", "label": "Find Things", "description": "Finds.", "connection": "acme-9", "webhook": null, "typeId": 9 }',
    'modules/findThings/api.imljson':
      '{ "url": "/things", "response": { "iterate": "{{body.items}}", "limit": "{{parameters.limit}}" } }',
    'modules/findThings/expect.imljson': '[{ "name": "limit", "type": "uinteger" }]',
    'modules/findThings/interface.imljson': '[{ "name": "id", "type": "text" }]',
    'modules/findThings/samples.imljson': '{}',
    'modules/Trigger/metadata.json':
      '{ "name": "Trigger", "label": "Events", "connection": null, "webhook": "acme-9", "type": "instant_trigger" }',
    'modules/Trigger/api.imljson': '{}',
    'webhooks/acme-9/metadata.json':
      '{ "name": "acme-9", "label": "Acme", "connection": "acme-9", "type": "web-shared" }',
    'webhooks/acme-9/api.imljson': '{ // as it is\n "output": "{{body}}", "uid": "{{body.account}}" }',
    'rpcs/tags/metadata.json': '{ "name": "tags", "label": "Tags", "attachedAccounts": ["acme-9"] }',
    'rpcs/tags/communication.imljson': '{ "url": "/tags" }',
    'functions/double/code.js': 'function double(n) { return n * 2; }',
    'functions/double/test.js': '',
  };
}
