/**
 * Whether the line that leads to the internet is paid by volume, from what NetworkManager says of its devices
 * (`nmcli -t -f GENERAL.STATE,GENERAL.METERED,IP4.GATEWAY,IP6.GATEWAY device show`).
 *
 * @returns null when it says nothing of any connected device with a way out
 */
export function readNmcliMetered(output: string): boolean | null {
  const answers = output
    .split(/\n\s*\n/)
    .map(readFields)
    .filter((device) => /^100\b/.test(device.get('GENERAL.STATE') ?? '') && hasGateway(device))
    .map((device) => /^(yes|no)\b/.exec(device.get('GENERAL.METERED') ?? '')?.[1]);
  // With several lines the system takes the cheaper one; which one that is, only the system knows.
  if (answers.includes('no')) return false;
  return answers.includes('yes') ? true : null;
}

/** The same from Windows' `NetworkCostType`, as PowerShell prints it. */
export function readNetworkCostType(output: string): boolean | null {
  switch (output.trim()) {
    case 'Unrestricted':
      return false;
    case 'Fixed':
    case 'Variable':
      return true;
    default:
      return null;
  }
}

function readFields(block: string): ReadonlyMap<string, string> {
  const fields = block.split('\n').map((line) => {
    const at = line.indexOf(':');
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return new Map(fields);
}

function hasGateway(device: ReadonlyMap<string, string>): boolean {
  return ['IP4.GATEWAY', 'IP6.GATEWAY'].some((field) => !['', '--', undefined].includes(device.get(field)));
}
