// Counts what held and what did not, for the scripts that are no node:test suites.
let passed = 0;
let failed = 0;

export function check(ok, what) {
	if (ok) {
		passed++;
		return;
	}
	failed++;
	console.log(`FAIL: ${what}`);
}

// The last line, by which tests/run counts; the exit status follows.
export function finish() {
	console.log(`${passed} passed, ${failed} failed`);
	process.exitCode = failed === 0 ? 0 : 1;
}
