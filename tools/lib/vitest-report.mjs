// @ts-check
import { writeFileSync } from 'node:fs';

/** Where the report goes; the command that starts Vitest says so. */
export const REPORT_VARIABLE = 'CIVET_VITEST_REPORT';

/**
 * @typedef {{ name: string, state: 'passed' | 'failed' | 'skipped', reason: string | null }} ReportedTest
 * @typedef {{ tests: ReportedTest[], errors: string[] }} VitestReport
 */

/**
 * Writes what each test came to. Vitest's own JSON leaves out why a test was skipped (`context.skip(why)`),
 * and the errors that belong to no test.
 */
// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export
export default class VitestReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly { name?: string, message: string }[]} unhandled
   */
  onTestRunEnd(modules, unhandled) {
    /** @type {VitestReport} */
    const report = {
      tests: [],
      errors: unhandled.map((error) => `${error.name ?? 'Error'}: ${error.message}`),
    };
    for (const module of modules) {
      const file = module.relativeModuleId;
      for (const error of suiteErrors(module)) report.errors.push(`${file}: ${error}`);
      for (const test of module.children.allTests()) report.tests.push(describeTest(file, test));
    }
    const target = process.env[REPORT_VARIABLE];
    if (target) writeFileSync(target, JSON.stringify(report));
  }
}

/**
 * @param {string} file
 * @param {import('vitest/node').TestCase} test
 * @returns {ReportedTest}
 */
function describeTest(file, test) {
  const result = test.result();
  const name = `${file} › ${test.fullName}`;
  if (result.state === 'passed') return { name, state: 'passed', reason: null };
  if (result.state === 'skipped') return { name, state: 'skipped', reason: result.note ?? null };
  return { name, state: 'failed', reason: result.errors?.[0]?.message ?? 'it did not end' };
}

/** @param {import('vitest/node').TestModule} module */
function suiteErrors(module) {
  const suites = [...module.children.allSuites()];
  return [module, ...suites].flatMap((suite) => suite.errors().map((error) => error.message));
}
