import type { Directive } from '../directive.ts';
import { aws } from './aws.ts';
import { baseUrl } from './base-url.ts';
import { body } from './body.ts';
import { ca } from './ca.ts';
import { condition } from './condition.ts';
import { encodeUrl } from './encode-url.ts';
import { followAllRedirects } from './follow-all-redirects.ts';
import { followRedirects } from './follow-redirects.ts';
import { gzip } from './gzip.ts';
import { headers } from './headers.ts';
import { logSanitize } from './log-sanitize.ts';
import { method } from './method.ts';
import { oauth } from './oauth.ts';
import { pagination } from './pagination.ts';
import { qs } from './qs.ts';
import { repeat } from './repeat.ts';
import { responseData } from './response-data.ts';
import { responseError } from './response-error.ts';
import { responseExpires } from './response-expires.ts';
import { responseIterate } from './response-iterate.ts';
import { responseLimit } from './response-limit.ts';
import { responseMetadata } from './response-metadata.ts';
import { responseOauth } from './response-oauth.ts';
import { responseOutput } from './response-output.ts';
import { responseScope } from './response-scope.ts';
import { responseTemp } from './response-temp.ts';
import { responseTrigger } from './response-trigger.ts';
import { responseType } from './response-type.ts';
import { responseUid } from './response-uid.ts';
import { responseValid } from './response-valid.ts';
import { responseWrapper } from './response-wrapper.ts';
import { shareCookies } from './share-cookies.ts';
import { temp } from './temp.ts';
import { timeout } from './timeout.ts';
import { type } from './type.ts';
import { unsupported } from './unsupported.ts';
import { url } from './url.ts';

/** Every directive of a communication, in the order of execution. */
export const DIRECTIVES: readonly Directive[] = [
  temp,
  condition,

  baseUrl,
  encodeUrl,
  url,

  method,
  type,
  qs,
  headers,
  shareCookies,
  body,
  ca,
  gzip,
  followRedirects,
  followAllRedirects,
  timeout,
  logSanitize,
  oauth,
  aws,

  responseType,
  responseTemp,
  responseValid,
  responseError,

  responseData,
  responseMetadata,
  responseUid,
  responseExpires,
  responseScope,
  responseOauth,

  responseIterate,
  responseTrigger,
  responseOutput,
  responseLimit,

  repeat,
  pagination,

  responseWrapper,

  ...unsupported,
];
