import { linkSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DuplicatesRig } from '../../support/duplicates-rig';

let rig: DuplicatesRig;
beforeEach(() => {
  rig = new DuplicatesRig();
});
afterEach(() => rig.close());

function known(path: string) {
  const { size, mtimeNs, dev, ino } = statSync(path, { bigint: true });
  const stamp = { bytes: Number(size), mtimeNs: String(mtimeNs), dev: String(dev), ino: String(ino) };
  const found = rig.index.twins.known([{ path, ...stamp }]);
  return found.ok ? found.value[0] : undefined;
}

describe('a file that somebody asks about', () => {
  it('is known by its path, and by another name of it outside the library, without being read', () => {
    const path = rig.write('models/loras/fog.pt', 'fog');
    rig.scan();
    expect(known(path)).toMatchObject({
      fileName: 'fog.pt',
      sha256: expect.stringMatching(/^[0-9A-F]{64}$/),
    });
    const outside = join(rig.folder, 'downloaded.pt');
    linkSync(path, outside);
    expect(known(outside)).toMatchObject({ fileName: 'fog.pt' });
  });

  it('is not known any more once it has another size or date', () => {
    const path = rig.write('models/loras/fog.pt', 'fog');
    rig.scan();
    utimesSync(path, 5, 5);
    expect(known(path)).toBeNull();
    writeFileSync(path, 'longer than fog');
    expect(known(path)).toBeNull();
  });

  it('has twins by its bytes among the files that are there', async () => {
    const first = rig.write('models/loras/fog.pt', 'fog');
    rig.write('models/loras/copy.pt', 'fog');
    rig.scan();
    const sha256 = known(first)?.sha256 ?? '';
    const names = () => {
      const found = rig.index.twins.withBytes([sha256]);
      return found.ok ? found.value.map(({ fileName }) => fileName) : null;
    };
    expect(names()).toEqual(['copy.pt', 'fog.pt']);
    await rig.index.store.endWalk([join(rig.root, 'models/loras/copy.pt')], 9, true);
    expect(names()).toEqual(['fog.pt']);
  });
});
