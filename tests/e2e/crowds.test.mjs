// A crowd that wants one and the same thing which is not there yet: it is made once, all have it or are told when to come
// again, and readers of pages do not notice.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { load, nginx } from './servers.mjs';
import { Connection, ask } from './fastcgi.mjs';

const kinds = ['flow', 'coverage', 'matrix', 'stack'];
const cold = (i) => `/chrofy/diagrams/${kinds[i % kinds.length]}.png?scale=2&width=${1000 + i}&lang=ja`;
const counted = async (server, pattern) => [...(await server.text('/metrics')).matchAll(pattern)].reduce((sum, [, n]) => sum + Number(n), 0);
const drawn = (server) => counted(server, /^demarc_picture_duration_seconds_count\S* (\d+)/gm);

describe('crowds', () => {
	let server;
	before(async () => { server = await nginx(); });
	after(() => server.stop());

	// Each asks over a connection of its own, all at once; whether an answer is one that may be.
	async function crowd(paths) {
		const connections = paths.map(() => new Connection(server));
		const answers = await Promise.all(connections.map((c, i) => c.get(paths[i]))).finally(() => connections.forEach((c) => c.end()));
		for (const [i, answer] of answers.entries()) {
			assert.ok([200, 503].includes(answer?.status), `${paths[i]}: ${answer?.status}`);
			assert.equal(answer.retry !== undefined, answer.status === 503);
		}
		return answers;
	}

	test('one picture is drawn once in each worker, however many want it', async () => {
		const before = await drawn(server);
		const answers = await crowd(Array(200).fill(cold(0)));
		assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
		assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
		const times = await drawn(server) - before;
		assert.ok(times >= 1 && times <= server.workers().length, `drawn ${times} times`);
	});

	// More threads than there are would all wait for the pictures.
	test('pages are answered while crowds wait for pictures', async () => {
		const running = load(server, ['/chrofy/ja/', '/chrofy/en/controls'], { lanes: 2 });
		try {
			for (let i = 1; i <= 5; i++) await crowd(Array(250).fill(cold(i)));
		} finally {
			await running.stop();
		}
		const pages = running.counts;
		assert.deepEqual(pages.failures.slice(0, 3), []);
		assert.ok(pages.sent > 10, `${pages.sent} pages`);
	});

	test('who waits for a picture that is refused is told when to come again', async () => {
		const refused = await counted(server, /^demarc_pictures_refused_total (\d+)/gm);
		const answers = await crowd(Array.from({ length: 600 }, (_, i) => cold(10 + Math.floor(i / 3))));
		assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 503]));
		assert.ok(await counted(server, /^demarc_pictures_refused_total (\d+)/gm) > refused);
		assert.equal((await server.get(cold(209))).status, 200);
	});

	test('a page that is not kept is made for all who want it at once', async () => {
		const answers = await crowd(Array(200).fill('/chrofy/en/search?q=logging'));
		assert.equal(new Set(answers.filter(({ status }) => status === 200).map(({ text }) => text)).size, 1);
	});

	test('readers who have gone cost the others nothing', async () => {
		const connections = Array.from({ length: 200 }, (_, i) => new Connection(server).send(ask(cold(300 + i % 20))));
		await Promise.all(connections.map((c) => new Promise((done) => c.socket.end(done))));
		connections.forEach((c) => c.end());
		await crowd(Array(20).fill(cold(300)));
		assert.equal((await server.get('/chrofy/en/')).status, 200);
	});
});
