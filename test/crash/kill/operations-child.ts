import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openOperations } from '../../../electron/adapters/operation-book';
import { NodeOperationFiles } from '../../../electron/adapters/operation-files';
import { profileIdIn } from '../../../electron/adapters/profile-id';
import { systemClock, systemPlaces } from '../../../electron/adapters/system';
import { NodeTrashOwners } from '../../../electron/adapters/trash-owners';
import { NodeVolumes } from '../../../electron/adapters/volumes';
import { Operations } from '../../../electron/services/operations/operations';
import { chosenRoot, directMeasuring } from '../../support/operations-rig';
import { operationOrdersSchema } from './operations-orders';
import { OperationPoints } from './operations-points';

// The real operations on real folders, as a program that may be killed at any time.

async function run(): Promise<void> {
  const { profile, roots, wish } = operationOrdersSchema.parse(
    JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')),
  );
  const points = new OperationPoints(process.env.CIVET_CRASH_AT);
  const fail = (what: string) => {
    throw new Error(what);
  };
  const book = openOperations(join(profile, 'operations.db'), Date.now(), fail);
  const operations = new Operations({
    book: points.book(book),
    files: new NodeOperationFiles({
      measuring: directMeasuring,
      names: points.names(),
      copies: points.copies(),
      owners: new NodeTrashOwners({ profile: profileIdIn(profile, fail), host: 'here', clock: systemClock }),
    }),
    places: systemPlaces,
    volumes: new NodeVolumes(),
    clock: systemClock,
    roots: () => roots.map((root) => chosenRoot(root)),
    inUse: () => new Set(),
    newId: () => randomBytes(8).toString('hex'),
    publish: () => undefined,
    onEnded: () => undefined,
    onBug: (error) => {
      throw error;
    },
  });
  await operations.start();
  if (wish.kind === 'do') {
    const planned = await operations.plan(wish.operation, wish.steps);
    const done = planned.ok ? await operations.run(planned.value) : planned;
    if (!done.ok) throw new Error(`Not done: ${JSON.stringify(done.error)}`);
  } else if (wish.kind === 'undo') {
    const undone = await operations.undoLast();
    if (!undone.ok) throw new Error(`Not undone: ${JSON.stringify(undone.error)}`);
  }
  console.log(`state ${operations.list()[0]?.state ?? 'none'}`);
  await operations.stop();
}

run().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
