import { describe, expect, it } from 'vitest';
import { readNetworkCostType, readNmcliMetered } from '../../../../electron/core/power/metered';

/** As nmcli prints a device. */
function device(state: string, metered: string, gateway: string): string {
  return `GENERAL.STATE:${state}\nGENERAL.METERED:${metered}\nIP4.GATEWAY:${gateway}\nIP6.GATEWAY:\n`;
}
const CONNECTED = '100 (connected)';

describe('readNmcliMetered', () => {
  it.each([
    [[device(CONNECTED, 'no (guessed)', '192.168.1.1')], false],
    [[device(CONNECTED, 'yes', '192.168.43.1')], true],
    [[device(CONNECTED, 'yes (guessed)', '192.168.43.1')], true],
    [[device(CONNECTED, 'unknown', '192.168.1.1')], null],
    [[device('30 (disconnected)', 'yes', '')], null],
    [[device('30 (disconnected)', 'yes', ''), device(CONNECTED, 'no', '10.0.0.1')], false],
    [[device(CONNECTED, 'yes', '192.168.43.1'), device(CONNECTED, 'no', '10.0.0.1')], false],
    [[device(CONNECTED, 'unknown', ''), device(CONNECTED, 'yes', '192.168.43.1')], true],
    [[device('100 (connected (externally))', 'no (guessed)', '')], null],
    [[''], null],
    [['Error: NetworkManager is not running.'], null],
  ])('%j → %s', (devices, expected) => {
    expect(readNmcliMetered(devices.join('\n'))).toBe(expected);
  });

  it('finds a way out over IPv6 as well', () => {
    const text = 'GENERAL.STATE:100 (connected)\nGENERAL.METERED:yes\nIP4.GATEWAY:--\nIP6.GATEWAY:fe80::1\n';
    expect(readNmcliMetered(text)).toBe(true);
  });
});

describe('readNetworkCostType', () => {
  it.each([
    ['Unrestricted\r\n', false],
    ['Fixed\r\n', true],
    ['Variable\n', true],
    ['Unknown\n', null],
    ['', null],
  ])('%j → %s', (text, expected) => {
    expect(readNetworkCostType(text)).toBe(expected);
  });
});
