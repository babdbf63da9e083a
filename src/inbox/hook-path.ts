/** Every path of a hook begins with this. */
export const HOOK_PATH = '/hooks/';
