// Every page, the style sheet and every kind of picture before the Nu HTML checker; the main pages before Lighthouse; and
// what a first visit to a page takes over the wire. quality.mjs speed: Lighthouse's figures of the main pages alone.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { LIMIT, lighttpd } from '../e2e/servers.mjs';
import { check, finish } from '../e2e/tally.mjs';

const run = promisify(execFile);
const modules = resolve('build/quality/node_modules');
const flags = '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const pageLimit = 30000; // bytes over the wire, the page itself; pictures apart
async function pages(server) {
	const map = await server.text('/sitemap.xml');
	const listed = [...map.matchAll(/<loc>[^<]*?(\/chrofy\/[^<]*)<\/loc>/g)].map((match) => match[1].replaceAll('&amp;', '&'));

	return [...new Set(listed), ...['ja', 'en'].flatMap((lang) => [
		`/chrofy/${lang}/controls?status=provided`, `/chrofy/${lang}/search`, `/chrofy/${lang}/search?q=log`, `/chrofy/${lang}/search?q=%3Cnothing%3E`, `/chrofy/${lang}/nowhere`,
		`/chrofy/editions/1/${lang}/`, `/chrofy/${lang}/embed?kind=party&format=png&aspect=16:9`])];
}

// Saves what the targets give, runs the checker over all at once, and takes its errors, one check a file.
async function nu(server, targets, suffix, ...options) {
	const folder = mkdtempSync(join(tmpdir(), 'demarc-quality-'));
	const files = new Map();

	for (const [i, target] of targets.entries()) {
		const file = join(folder, `${i}.${suffix}`);

		writeFileSync(file, (await server.get(target)).body);
		files.set(file, target);
	}
	const { stderr } = await run('java', ['-Xss4m', '-jar', join(modules, 'vnu-jar/build/dist/vnu.jar'), '--format', 'json', '--stdout',
		'--errors-only', ...options, ...files.keys()], { maxBuffer: 1 << 26 }).then(
		({ stdout }) => ({ stderr: stdout }), (error) => ({ stderr: error.stdout }));
	const { messages } = JSON.parse(stderr);
	for (const [file, target] of files) {
		const found = messages.filter((message) => message.url === `file:${file}` || message.url === `file://${file}`);

		check(found.length === 0, `Nu: ${target}: ${found.slice(0, 3).map(({ lastLine, message }) => `${lastLine}: ${message}`).join('; ')}`);
	}
	check(messages.every((message) => message.url), `Nu: ${JSON.stringify(messages.filter((message) => !message.url).slice(0, 2))}`);
	rmSync(folder, { recursive: true });
}

async function wire(server, targets) {
	let most = 0;

	for (const target of targets) {
		const { body } = await server.get(target, { headers: { 'Accept-Encoding': 'br' } });

		most = Math.max(most, body.length);
		check(body.length <= pageLimit, `${target} takes ${body.length} bytes over the wire`);
	}
	const style = /href="(\/static\/style\.css[^"]*)"/.exec(await server.text('/chrofy/en/'))[1];
	const { body } = await server.get(style, { headers: { 'Accept-Encoding': 'br' } });
	console.log(`over the wire: pages at most ${most} bytes, and once the style sheet of ${body.length}`);
	check(most + body.length <= pageLimit, 'the largest page and the style sheet together are more than the limit');
	for (const lang of ['ja', 'en']) {
		const page = await server.text(`/chrofy/${lang}/search`);
		const parts = [`/chrofy/${lang}/search`, /src="([^"]*search\.js[^"]*)"/.exec(page)[1], /data-index="([^"]*)"/.exec(page)[1]];
		const sizes = await Promise.all(parts.map(async (part) => (await server.get(part, { headers: { 'Accept-Encoding': 'br' } })).body.length));
		console.log(`over the wire: the search (${lang}), its module and its index ${sizes.join(' + ')} bytes`);
		check(sizes.reduce((a, b) => a + b) <= pageLimit, `the search (${lang}) with all it loads takes more than the limit`);
	}
}

const main = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1'];

// What Lighthouse reports of a page; a run that it could not record is none.
async function report(server, target, categories, tries = 5) {
	const folder = mkdtempSync(join(tmpdir(), 'demarc-quality-'));
	const { stdout, failure } = await run(process.execPath, [join(modules, 'lighthouse/cli/index.js'), `http://127.0.0.1:${server.port}${target}`,
		'--quiet', '--output=json', `--chrome-flags=${flags} --user-data-dir=${folder}`, `--only-categories=${categories}`,
		`--max-wait-for-load=${LIMIT * 1000}`],
		{ maxBuffer: 1 << 26, env: { ...process.env, CHROME_PATH: process.env.CHROMIUM ?? '/usr/bin/chromium' } })
		.catch((failure) => ({ failure }));

	rmSync(folder, { recursive: true });
	if (failure && tries > 1) return report(server, target, categories, tries - 1);
	if (failure) throw new Error(`Lighthouse ${target}: ${failure.stderr}`);
	mkdirSync('build/lighthouse', { recursive: true });
	writeFileSync(`build/lighthouse/${target.replaceAll('/', '_')}.json`, stdout);
	return JSON.parse(stdout);
}

// Of performance, what takes no clock: nothing moves while a page is loaded, and nothing holds it up.
const untimed = ['cumulative-layout-shift', 'render-blocking-resources', 'uses-text-compression', 'uses-optimized-images', 'unsized-images',
	'unused-css-rules', 'unminified-css', 'dom-size', 'redirects'];

async function lighthouse(server, target) {
	const { categories, audits } = await report(server, target, 'accessibility,best-practices,seo,performance');
	const { performance, ...others } = categories;

	console.log(`Lighthouse ${target}: ${Object.entries(categories).map(([name, { score }]) => `${name} ${Math.round(score * 100)}`).join(', ')}`);
	for (const [name, { score, auditRefs }] of Object.entries(others)) {
		const lost = auditRefs.filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1).map(({ id }) => id);

		check(score === 1, `Lighthouse ${target}: ${name} ${score}: ${lost.join(', ')}`);
	}
	check(performance.auditRefs.length > 0, `Lighthouse ${target}: performance is not measured`);
	for (const id of untimed) check(audits[id] && (audits[id].score ?? 1) === 1, `Lighthouse ${target}: ${id}: ${audits[id]?.displayValue ?? 'is no audit'}`);
}

// The figures that depend on the clock, for make bench: the best of a few runs is the page's.
async function speed(server, target) {
	let best;

	for (let n = 0; n < 5 && !(best?.categories.performance.score === 1); n++) {
		const next = await report(server, target, 'performance');

		if (!best || next.categories.performance.score > best.categories.performance.score) best = next;
	}
	const shown = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'speed-index'];
	console.log(`${target.padEnd(34)} ${String(Math.round(best.categories.performance.score * 100)).padStart(12)}  ${shown.map((id) => `${id} ${best.audits[id].displayValue}`).join(', ')}`);
}

async function quality(server) {
	const all = await pages(server);
	const pictures = ['stack', 'matrix', 'flow', 'coverage', 'party', 'card'].flatMap((kind) => ['', '?lang=en&text=live', '?theme=print'].map(
		(query) => `/chrofy/diagrams/${kind}.svg${query}`));

	await nu(server, all, 'html');
	await nu(server, ['/static/style.css'], 'css', '--css');
	await nu(server, pictures, 'svg', '--svg');
	await wire(server, all);
	for (const target of main) await lighthouse(server, target);
}

const server = await lighttpd({ own: true }); // it knows its own address
try {
	if (process.argv[2] === 'speed') for (const target of main) await speed(server, target);
	else await quality(server);
} finally {
	await server.stop();
}
if (process.argv[2] !== 'speed') finish();
