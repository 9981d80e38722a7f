/** Ends an exhaustive `switch`: adding a member to the union turns the call into a type error. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
