/** Whether a script or a template was to put a number in the place of this: `UID`, `@UID@`, `%UID%`, `$UID`, `{{ uid }}`, `<uid>`. */
export function isPlaceholder(text: string): boolean {
  return /^([A-Z][A-Z_]+|__\w+__|@\w+@|%+\w+%*|\$\w+|\$?\{.*\}|<.*>)$/.test(text);
}
