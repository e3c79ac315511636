// 2,000 distinct pictures at once, through nginx, while others read pages: how long a page takes, what became of the
// pictures, and by how much the workers grew. Who is told to come back later does. Then crowds that want one picture each,
// which is not there yet, one crowd after the other.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { nginx, sleep } from '../e2e/servers.mjs';

const PICTURES = Number(process.argv[2] ?? 2000);
const LANES = 64;
const CROWD = 300;
const CROWDS = 20;
const pages = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1', '/chrofy/en/boundary'];
const kinds = ['stack', 'matrix', 'flow', 'coverage', 'party', 'card'];
const formats = ['png', 'svg', 'webp', 'pdf'];
const picture = (i) => `/chrofy/diagrams/${kinds[i % kinds.length]}.${formats[Math.floor(i / kinds.length) % formats.length]}?width=${400 + i}`;

const server = await nginx();
const agent = new http.Agent({ keepAlive: true });
const ask = (path) => new Promise((done) => {
	const start = performance.now();
	http.get({ host: '127.0.0.1', port: server.port, path, agent }, (response) => {
		response.resume().on('end', () => done({ status: response.statusCode, ms: performance.now() - start, retry: response.headers['retry-after'] }));
	}).on('error', (error) => done({ status: error.code, ms: performance.now() - start }));
});
const percentile = (times, p) => times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))].toFixed(1);
const memory = async () => [...(await server.text('/metrics')).matchAll(/^demarc_worker_resident_memory_bytes\S* (\d+)/gm)].map((m) => m[1] / 2 ** 20);
const own = () => server.workers().map((pid) => Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024);
const count = (answers) => Object.entries(answers.reduce((sums, { status }) => ({ ...sums, [status]: (sums[status] ?? 0) + 1 }), {})).map(([status, n]) => `${n} x ${status}`).join(', ');

async function readPages(until) {
	const answers = [];
	for (let i = 0; !until.over; i++) answers.push(await ask(pages[i % pages.length]));
	return answers;
}

async function phase(name, work) {
	const until = { over: false };
	const readers = Promise.all([readPages(until), readPages(until)]);
	const others = await work();
	until.over = true;
	const answers = (await readers).flat();
	const times = answers.map(({ ms }) => ms);
	console.log(`${name.padEnd(34)} pages p50 ${percentile(times, 0.5)} ms, p99 ${percentile(times, 0.99)} ms, ${count(answers)}${others ? `; pictures: ${count(others)}` : ''}`);
}

for (let i = 0; i < 40; i++) await ask(pages[i % 4]);
await phase('pages alone', () => sleep(3000));
const before = await memory();
let next = 0;
const start = performance.now();
await phase(`${PICTURES} pictures at once`, async () => (await Promise.all(Array.from({ length: LANES }, async () => {
	const answers = [];
	while (next < PICTURES) {
		const path = picture(next++);
		let answer;
		for (;;) {
			answers.push(answer = await ask(path));
			if (!answer.retry) break;
			await sleep(answer.retry * 1000);
		}
	}
	return answers;
}))).flat());
console.log(`${''.padEnd(34)} ${((performance.now() - start) / 1000).toFixed(1)} s`);
await phase(`${CROWDS} crowds of ${CROWD} for one picture`, async () => {
	const answers = [];
	for (let i = 0; i < CROWDS; i++) answers.push(...await Promise.all(Array.from({ length: CROWD }, () => ask(`/chrofy/diagrams/matrix.png?scale=4&width=${700 + i}`))));
	return answers;
});
await sleep(6000);
const after = await memory();
console.log(`${'memory of a worker'.padEnd(34)} ${Math.max(...before).toFixed(0)} MiB before, ${Math.max(...after).toFixed(0)} MiB after, of which ${Math.max(...own()).toFixed(0)} MiB are not of files that all share`);
agent.destroy();
await server.stop();
