import type { ApiOrigin } from '../core/civitai/origins';
import type { Interrupt } from './interrupt';
import type { Terminal } from './output/terminal';

/** What every command gets. */
export interface World {
  readonly api: ApiOrigin;
  readonly token: string | null;
  readonly terminal: Terminal;
  readonly interrupt: Interrupt;
  /** Where the queue lives. */
  readonly stateFolder: string;
}
