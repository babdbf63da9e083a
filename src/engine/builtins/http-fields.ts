import type { Field } from '../../forms/field.ts';
import type { BuiltInField } from './built-in.ts';

const METHOD: BuiltInField = {
  name: 'method',
  type: 'select',
  label: 'Method',
  required: true,
  default: 'GET',
  options: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((method) => ({
    label: method,
    value: method,
  })),
};

const URL_FIELD: BuiltInField = {
  name: 'url',
  type: 'text',
  label: 'URL',
  required: true,
  help: 'A whole address that starts with https:// or http://.',
};

function pairs(name: string, { label, item }: { readonly label: string; readonly item: string }): BuiltInField {
  return {
    name,
    type: 'array',
    label,
    labels: { add: `Add a ${item}`, item: item.charAt(0).toUpperCase() + item.slice(1) },
    spec: [
      { name: 'name', type: 'text', label: 'Name', required: true },
      { name: 'value', type: 'text', label: 'Value' },
    ],
  };
}

const HEADERS = pairs('headers', { label: 'Headers', item: 'header' });

const PARSE_RESPONSE: BuiltInField = {
  name: 'parseResponse',
  type: 'boolean',
  label: 'Parse response',
  default: false,
  help: 'Reads JSON and other answers by their content type.',
};

const TIMEOUT: BuiltInField = {
  name: 'timeout',
  type: 'uinteger',
  label: 'Timeout',
  advanced: true,
  validate: { max: 300 },
  help: 'Seconds, at most 300.',
};

const ALL_REDIRECTS: BuiltInField = {
  name: 'followAllRedirects',
  type: 'boolean',
  label: 'Follow all redirects',
  advanced: true,
  default: false,
  help: 'Also when the request changes something.',
};

const BASIC_AUTH: readonly BuiltInField[] = [
  { name: 'authUser', type: 'text', label: 'User name', advanced: true, help: 'For basic authentication.' },
  { name: 'authPass', type: 'password', label: 'Password', advanced: true },
];

/** What an answer looks like. */
export const HTTP_ANSWER: readonly Field[] = [
  { name: 'statusCode', type: 'uinteger', label: 'Status code' },
  { name: 'headers', type: 'collection', label: 'Headers' },
  { name: 'data', type: 'any', label: 'Data' },
];

/** Inputs of the older module without expressions. */
export const SEND_DATA_PARAMETERS: readonly BuiltInField[] = [
  {
    name: 'handleErrors',
    type: 'boolean',
    label: 'Evaluate all states as errors (except for 2xx and 3xx)',
    default: false,
  },
];

/** Inputs of the older module with expressions. */
export const SEND_DATA_FIELDS: readonly BuiltInField[] = [
  URL_FIELD,
  METHOD,
  HEADERS,
  pairs('qs', { label: 'Query string', item: 'parameter' }),
  {
    name: 'bodyType',
    type: 'select',
    label: 'Body type',
    options: [
      {
        label: 'Raw',
        value: 'raw',
        nested: [
          {
            name: 'contentType',
            type: 'text',
            label: 'Content type',
            help: 'For example application/json; worked out from the content when it is empty.',
          },
          { name: 'data', type: 'text', label: 'Request content', multiline: true },
        ],
      },
      {
        label: 'application/x-www-form-urlencoded',
        value: 'x_www_form_urlencoded',
        nested: [pairs('formDataFields', { label: 'Fields', item: 'field' })],
      },
      {
        label: 'multipart/form-data',
        value: 'multipart_form_data',
        nested: [pairs('formDataFields', { label: 'Fields', item: 'field' })],
      },
    ],
  },
  PARSE_RESPONSE,
  ...BASIC_AUTH,
  TIMEOUT,
  { name: 'followRedirect', type: 'boolean', label: 'Follow redirect', advanced: true, default: true },
  ALL_REDIRECTS,
];

/** Inputs of the newer module; all may hold expressions. */
export const MAKE_REQUEST_FIELDS: readonly BuiltInField[] = [
  URL_FIELD,
  METHOD,
  HEADERS,
  pairs('queryParameters', { label: 'Query parameters', item: 'parameter' }),
  {
    name: 'contentType',
    type: 'select',
    label: 'Body content type',
    options: [
      { label: 'JSON', value: 'json', nested: [rawContent('jsonStringBodyContent')] },
      {
        label: 'application/x-www-form-urlencoded',
        value: 'urlencoded',
        nested: [pairs('bodyFields', { label: 'Fields', item: 'field' })],
      },
      {
        label: 'multipart/form-data',
        value: 'multipart',
        nested: [pairs('bodyFields', { label: 'Fields', item: 'field' })],
      },
      { label: 'Plain text', value: 'text/plain', nested: [rawContent('bodyContent')] },
      { label: 'XML', value: 'application/xml', nested: [rawContent('bodyContent')] },
    ],
  },
  PARSE_RESPONSE,
  {
    name: 'stopOnHttpError',
    type: 'boolean',
    label: 'Return an error if the request fails',
    default: false,
    help: 'A status from 400 on is an error of the module.',
  },
  ...BASIC_AUTH,
  TIMEOUT,
  { name: 'allowRedirects', type: 'boolean', label: 'Follow redirects', advanced: true, default: true },
  ALL_REDIRECTS,
];

function rawContent(name: string): BuiltInField {
  return { name, type: 'text', label: 'Body content', multiline: true };
}
