import { beforeEach, describe, expect, it } from 'vitest';
import type { VolumeFacts } from '../../../../electron/core/ports';
import { PatientVolumes } from '../../../../electron/services/disk/patient-volumes';
import { SteeredClock, settle } from '../../../support/steered-clock';

const FACTS: VolumeFacts = { device: '1', mountPath: '/a', freeBytes: 1, totalBytes: 2, isFat32: false };

let clock: SteeredClock;
let asked: { readonly folder: string; readonly answer: (facts: VolumeFacts) => void }[];
let volumes: PatientVolumes;
beforeEach(() => {
  clock = new SteeredClock();
  asked = [];
  const look = (_root: string, folder: string) =>
    new Promise<VolumeFacts>((resolve) => asked.push({ folder, answer: resolve }));
  volumes = new PatientVolumes({ look }, clock);
});

/** What it answers, once it does. */
function watch(folder: string) {
  const answers: unknown[] = [];
  void volumes.look('/a', folder).then((answer) => answers.push(answer));
  return answers;
}

describe('PatientVolumes', () => {
  it('passes on what the system says, and leaves no timer behind', async () => {
    const answers = watch('/a/b');
    asked[0]?.answer(FACTS);
    await settle();
    expect(answers).toEqual([FACTS]);
    expect(clock.pendingTimers()).toBe(0);
  });

  it('asks once for all who want the same', async () => {
    const [first, second] = [watch('/a/b'), watch('/a/b')];
    expect(asked).toHaveLength(1);
    asked[0]?.answer(FACTS);
    await settle();
    expect([first, second]).toEqual([[FACTS], [FACTS]]);
    watch('/a/b');
    expect(asked, 'a later one is a new question').toHaveLength(2);
  });

  it('takes a drive that does not answer in five seconds for missing', async () => {
    const answers = watch('/a/b');
    await clock.advance(4_999);
    expect(answers).toEqual([]);
    await clock.advance(1);
    expect(answers).toEqual(['missing']);
  });

  it('asks no more of it until it has answered all that it was asked', async () => {
    watch('/a/b');
    watch('/a/c');
    await clock.advance(5_000);
    const meanwhile = watch('/a/d');
    await settle();
    expect(meanwhile).toEqual(['missing']);
    asked[0]?.answer(FACTS);
    await settle();
    watch('/a/d');
    expect(asked).toHaveLength(2);
    asked[1]?.answer(FACTS);
    await settle();
    const back = watch('/a/d');
    asked[2]?.answer(FACTS);
    await settle();
    expect(back).toEqual([FACTS]);
  });

  it('goes on asking other drives', async () => {
    watch('/a/b');
    await clock.advance(5_000);
    void volumes.look('/other', '/other/x');
    expect(asked.map(({ folder }) => folder)).toEqual(['/a/b', '/other/x']);
  });
});
