// How long readers of a site behind nginx wait for what they asked for, while nothing happens and while operators and authors
// do what they do; and how long it takes until that has had its effect. Medians and maxima of a few times each.
import { readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { load, nginx, sleep, until } from '../e2e/servers.mjs';

const TIMES = Number(process.argv[2] ?? 7);
const paths = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1', '/chrofy/diagrams/stack.svg?lang=ja'];
const server = await nginx();
const good = readFileSync(server.matrix, 'utf8');
const sorted = (numbers) => [...numbers].sort((a, b) => a - b);
const at = (numbers, part) => sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const row = (what, effects, times, failed) => console.log(`${what.padEnd(34)} ${(effects.length > 0 ?
	`${at(effects, 0.5).toFixed(0)} ms, at most ${Math.max(...effects).toFixed(0)} ms` : '').padEnd(30)} p50 ${at(times, 0.5).toFixed(1)} ms, ` +
	`p99 ${at(times, 0.99).toFixed(1)} ms, at most ${Math.max(...times).toFixed(0)} ms; ${failed} of ${times.length} failed`);

// A server whose answers are timed.
const timed = (times) => ({ get: async (path) => {
	const start = performance.now();
	return server.get(path).finally(() => times.push(performance.now() - start));
} });

// Does something several times under load; condition(n) waits for its effect.
async function measure(what, act, condition) {
	const times = [], effects = [];
	let failed = 0;
	for (let n = 0; n < TIMES; n++) {
		const running = load(timed(times), paths);
		await running.more(50);
		const start = performance.now();
		const before = await act(n);
		await condition(n, before);
		effects.push(performance.now() - start);
		await running.more(50);
		failed += (await running.stop()).failed;
		await server.settled();
	}
	row(what, effects, times, failed);
}

async function alone() {
	const times = [];
	const running = load(timed(times), paths);
	await sleep(3000);
	row('nothing happens', [], times, (await running.stop()).failed);
}

// More readers than threads, over connections that are kept.
async function readers(count) {
	const times = [];
	const agent = new http.Agent({ keepAlive: true, maxSockets: count });
	let failed = 0;
	const ask = (path) => new Promise((done) => {
		const start = performance.now();
		http.get({ host: '127.0.0.1', port: server.port, path, agent }, (response) => {
			if (response.statusCode !== 200) failed++;
			response.resume().on('end', () => { times.push(performance.now() - start); done(); });
		}).on('error', () => { failed++; done(); });
	});
	for (let round = 0; round < 8; round++) await Promise.all(Array.from({ length: count }, (_, i) => ask(paths[i % paths.length])));
	agent.destroy();
	row(`${count} readers at once`, [], times, failed);
}

const edit = (n) => writeFileSync(server.matrix, good.replaceAll('account-mgt@chrofy.co.jp', `edit${n}@chrofy.co.jp`));
const shown = (n) => until('the edit shows', async () => (await server.text('/chrofy/ja/controls/9.2.1')).includes(`edit${n}@`));
const signal = (name) => () => { const workers = server.workers(); process.kill(workers[0], name); return workers; };
const replaced = (_, workers) => server.replaced(workers[0], workers.length);

console.log(`${'what happens'.padEnd(34)} ${'until it has its effect'.padEnd(30)} what readers wait for an answer meanwhile`);
await alone();
await measure('an edit is saved', edit, shown);
await measure('a worker is killed', signal('SIGKILL'), replaced);
await measure('a worker is stuck', signal('SIGSTOP'), replaced);
await readers(64);
await server.stop();
