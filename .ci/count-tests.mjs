// Prints "PASSED FAILED" from vitest's JSON report. usage: count-tests.mjs REPORT EXIT_CODE
import { readFileSync } from 'node:fs';

const [report = '', exitCode = '1'] = process.argv.slice(2);
let passed = 0;
let failed = 0;
try {
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  // A file that does not load has no tests to count, yet must not pass for good.
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  passed = numPassedTests;
  failed = numFailedTests + unloaded.length;
} catch (error) {
  console.error('no test report:', error);
}
if (failed === 0 && (exitCode !== '0' || passed === 0)) failed = 1;
console.log(`${passed} ${failed}`);
