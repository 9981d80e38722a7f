import { describe, expect, it } from 'vitest';
import { replacementSteps } from '../../../../electron/core/updates/replacement-steps';

const old = (fileName: string, folder = '/m/loras') => ({
  ...{ id: 1, versionId: 10 },
  ...{ folder, fileName, bytes: 5, mtimeNs: '7' },
});
const placed = (fileName: string, wantedName = fileName, folder = '/m/loras') => ({
  folder,
  fileName,
  wantedName,
  versionId: 11,
});
const join = (folder: string, fileName: string) => `${folder}/${fileName}`;

function told(
  ...[fate, files, file, names]: [...Parameters<typeof replacementSteps>] extends [
    infer Fate,
    infer Files,
    infer Placed,
    infer Names,
    unknown,
  ]
    ? [Fate, Files, Placed, Names]
    : never
): readonly string[] {
  return replacementSteps(fate, files, file, names, join).map((step) =>
    step.kind === 'trash'
      ? `trash ${step.alone ? 'only ' : ''}${step.path} ${step.known.bytes}/${step.known.mtimeNs}`
      : `${step.from} -> ${step.to}`,
  );
}

describe('replacementSteps', () => {
  it('leaves the new file where it was placed, and trashes every old one as it was known', () => {
    expect(told('trash', [old('a.st'), old('b.st', '/m/x')], placed('new.st'), ['a.st', 'new.st'])).toEqual([
      'trash /m/loras/a.st 5/7',
      'trash /m/x/b.st 5/7',
    ]);
  });

  it('moves the new file into the folder of the old one', () => {
    expect(told('replace', [old('a.st', '/m/loras/mine')], placed('new.st'), ['a.st', 'c.st'])).toEqual([
      'trash /m/loras/mine/a.st 5/7',
      '/m/loras/new.st -> /m/loras/mine/new.st',
    ]);
  });

  it('gives the new file the name that the old one had, when the template says the same name', () => {
    expect(told('replace', [old('a.st')], placed('a (2).st', 'a.st'), ['a.st', 'a (2).st'])).toEqual([
      'trash /m/loras/a.st 5/7',
      '/m/loras/a (2).st -> /m/loras/a.st',
    ]);
  });

  it('leaves what stands beside a damaged file to the same version that takes its very place', () => {
    const again = { ...placed('a (2).st', 'a.st'), versionId: 10 };
    expect(told('replace', [old('a.st')], again, ['a.st', 'a (2).st'])).toEqual([
      'trash only /m/loras/a.st 5/7',
      '/m/loras/a (2).st -> /m/loras/a.st',
    ]);
  });

  it('takes no name that somebody else has, also where case is folded', () => {
    expect(told('replace', [old('a.st', '/m/x')], placed('new.st'), ['a.st', 'NEW.st'])).toEqual([
      'trash /m/x/a.st 5/7',
      '/m/loras/new.st -> /m/x/new (2).st',
    ]);
    expect(told('replace', [old('a.st')], placed('b (2).st', 'b.st'), ['a.st', 'b.st', 'b (2).st'])).toEqual([
      'trash /m/loras/a.st 5/7',
    ]);
  });
});
