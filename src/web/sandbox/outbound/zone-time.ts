/** A moment on the clock of a time zone, for example "08:00". */
export function clockIn(at: string, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone }).format(new Date(at));
}
