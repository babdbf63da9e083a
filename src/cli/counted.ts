/** `1 module`, `2 modules`, `2 deliveries`: a number with its noun in the form it asks for. */
export function counted(count: number, noun: string, many = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : many}`;
}
