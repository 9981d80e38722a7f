import { TRANSITIONS } from './machine';

/** The state diagram of a download as Mermaid text, made from the transition table. */
export function stateDiagram(): string {
  const lines = ['stateDiagram-v2', '    [*] --> queued'];
  for (const [from, events] of Object.entries(TRANSITIONS)) {
    for (const [event, targets] of Object.entries(events)) {
      for (const to of targets) lines.push(`    ${from} --> ${to}: ${event}`);
    }
  }
  lines.push('    completed --> [*]');
  return lines.join('\n');
}
