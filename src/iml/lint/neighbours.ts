/** The last character before `at` that is no space, or an empty text. */
export function characterBefore(text: string, at: number): string {
  let place = at - 1;
  while (place >= 0 && /\s/.test(text.charAt(place))) place -= 1;
  return text.charAt(place);
}

/** The first character from `at` on that is no space, or an empty text. */
export function characterFrom(text: string, at: number): string {
  let place = at;
  while (place < text.length && /\s/.test(text.charAt(place))) place += 1;
  return text.charAt(place);
}
