import type { MappingPreview, PreviewRequest, SingleRunResult } from './contract.ts';
import { request } from './request.ts';

/** The request a module would send with these mappings; nothing leaves the server. */
export function previewRequest(mapping: PreviewRequest, signal?: AbortSignal): Promise<MappingPreview> {
  return request('POST', '/requests/preview', { body: mapping, ...(signal && { signal }) });
}

/** Runs one module for real with these mappings; the answer says why when it failed. */
export function runModule(mapping: PreviewRequest, signal?: AbortSignal): Promise<SingleRunResult> {
  return request('POST', '/modules/run', { body: mapping, ...(signal && { signal }) });
}
