import { parseArgs } from 'node:util';
import { fuzzCalls } from './fuzz-calls';
import { fuzzLinks } from './fuzz-links';

const MOST_SHOWN = 20;
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '100000' }, seed: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isInteger(runs) || runs < 1 || !Number.isInteger(seed)) {
  process.stderr.write('npm run fuzz [-- --runs N --seed S]\n');
  process.exit(1);
}
const unhandled: string[] = [];
process.on('unhandledRejection', (error) => unhandled.push(`Nobody looked at: ${String(error)}`));
process.stderr.write(`Seed ${seed}.\n`);
const outcomes = [await fuzzCalls(Math.ceil(runs * 0.7), seed), fuzzLinks(Math.ceil(runs * 0.3), seed)];
const payloads = outcomes.reduce((sum, one) => sum + one.payloads, 0);
// Rejections are told of after the turn in which they were made.
await new Promise((done) => setImmediate(done));
const crashed = [...outcomes.flatMap((one) => one.crashed), ...unhandled];
const wrongly = outcomes.flatMap((one) => one.acceptedWrongly);
for (const line of [...crashed, ...wrongly].slice(0, MOST_SHOWN))
  process.stdout.write(`${line.slice(0, 500)}\n`);
if (crashed.length + wrongly.length > 0)
  process.stdout.write(`Again with: npm run fuzz -- --runs ${runs} --seed ${seed}\n`);
process.stdout.write(`${payloads} payloads, ${crashed.length} crashed, ${wrongly.length} accepted wrongly\n`);
process.exitCode = crashed.length + wrongly.length === 0 ? 0 : 1;
