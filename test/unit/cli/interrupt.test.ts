import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { Interrupt } from '../../../electron/cli/interrupt';

function rig() {
  const signals = new EventEmitter();
  const ends: number[] = [];
  const interrupt = new Interrupt(signals, (exitCode) => ends.push(exitCode));
  return { signals, ends, interrupt };
}

describe('Interrupt', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])('ends at once with %s while nothing is at stake', (signal, exitCode) => {
    const { signals, ends } = rig();
    signals.emit(signal);
    expect(ends).toEqual([exitCode]);
  });

  it('asks for a calm end first, and does not wait for it the second time', () => {
    const { signals, ends, interrupt } = rig();
    const asked: string[] = [];
    interrupt.keep((signal) => asked.push(signal));
    signals.emit('SIGTERM');
    expect([asked, ends]).toEqual([['SIGTERM'], []]);
    signals.emit('SIGINT');
    expect([asked, ends]).toEqual([['SIGTERM'], [130]]);
  });
});
