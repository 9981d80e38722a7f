import { systemClock } from '../../adapters/system';
import type { Terminal } from '../output/terminal';
import { JsonReporter } from './json-reporter';
import type { Reporter } from './reporter';
import { WordsReporter } from './words-reporter';

export function createReporter(terminal: Terminal, isJson: boolean): Reporter {
  return isJson ? new JsonReporter(terminal, systemClock.steadyMs) : new WordsReporter(terminal, systemClock);
}
