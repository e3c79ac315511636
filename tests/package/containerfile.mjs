// The Containerfile before a linter, and before what a linter cannot know: that what it copies and runs is there, and
// that it gives up root. It is built only where somebody has a builder.
import { createRequire } from 'node:module';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const { validate } = createRequire(path.resolve('build/package/x'))('dockerfile-utils');
const file = 'docs/examples/Containerfile';
let passed = 0, failed = 0;
const check = (ok, what) => { ok ? passed++ : failed++; if (!ok) console.log(`FAIL: ${file}: ${what}`); };

// With everything that may be said as a warning taken for an error.
const strict = { casingWarning: 2, deprecatedMaintainer: 2, directiveCasing: 2, emptyContinuationLine: 2, instructionCasing: 2,
	instructionCmdMultiple: 2, instructionEntrypointMultiple: 2, instructionHealthcheckMultiple: 2, instructionJSONInSingleQuotes: 2,
	instructionWorkdirRelative: 2 };
for (const { range, message } of validate(readFileSync(file, 'utf8'), strict)) check(false, `line ${range.start.line + 1}: ${message}`);
passed++;
// The linter does find what is wrong.
const wrong = (text) => validate(text, strict).length > 0;
check(wrong('FROM debian:bookworm\nCOYP . /src\n') && wrong('RUN true\n') && wrong('FROM debian\nCMD ["a"\nCMD b\n'), 'the linter accepts anything');

const lines = readFileSync(file, 'utf8').replace(/^#.*\n/gm, '').replace(/\\\n/g, '').split('\n').filter(Boolean);
const stages = lines.filter((line) => line.startsWith('FROM ')).map((line) => line.split(' '));
check(stages.length === 2 && stages.every((words) => /^debian:bookworm/.test(words[1])), 'a stage is not of Debian 12');
for (const line of lines.filter((l) => l.startsWith('COPY '))) {
	const from = /--from=(\S+)/.exec(line);
	const sources = line.split(' ').slice(1, -1).filter((word) => !word.startsWith('--'));
	check(from ? stages.some((words) => words[3] === from[1]) : sources.every((source) => existsSync(source)), `cannot: ${line}`);
}
for (const line of lines.filter((l) => l.includes('apt-get install')))
	check(line.includes('--no-install-recommends') && line.includes('rm -rf /var/lib/apt/lists/*'), `packages that nobody needs stay: ${line}`);
check(/^deb:/m.test(readFileSync('Makefile', 'utf8')), 'there is no make deb');
check(lines.findLast((line) => line.startsWith('USER ')) === 'USER demarc', 'it runs as root');
const command = JSON.parse(lines.find((line) => line.startsWith('CMD ')).slice(4));
check(command[0] === 'fcgi', 'it does not serve');
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
