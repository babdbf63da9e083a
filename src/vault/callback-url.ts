/** What the path of every callback begins with. */
export const CALLBACK_PATH = '/oauth/cb/';

/** The address of this server to which the services of an app send browsers back. */
export function callbackUrl(publicUrl: string, app: string): string {
  return `${publicUrl.replace(/\/+$/, '')}${CALLBACK_PATH}${encodeURIComponent(app)}`;
}
