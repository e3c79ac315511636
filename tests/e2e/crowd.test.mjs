// Many at once, fronts that misbehave on the socket, and what stays behind after many reloads.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import http from 'node:http';
import { LIMIT, isAlive, lighttpd, load, nginx, sleep, underLoad, until } from './servers.mjs';

const paths = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1', '/chrofy/diagrams/stack.svg?lang=ja'];
const descriptors = (pid) => readdirSync(`/proc/${pid}/fd`).length;
// An FCGI_BEGIN_REQUEST that asks to keep the connection, and parameters that never end, or end at once (FastCGI 1.0, 5).
const begin = Buffer.from([1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]);
const half = Buffer.concat([begin, Buffer.from([1, 4, 0, 1, 0, 200, 0, 0, 14])]);
const whole = Buffer.concat([begin, Buffer.from([1, 4, 0, 1, 0, 0, 0, 0, 1, 5, 0, 1, 0, 0, 0, 0])]);

const ask = (server, agent, path) => new Promise((done, fail) => {
	http.get({ host: '127.0.0.1', port: server.port, path, agent }, (response) => {
		response.resume().on('end', () => done({ status: response.statusCode, retry: response.headers['retry-after'] })).on('error', fail);
	}).on('error', fail).setTimeout(LIMIT * 1000, function late() { this.destroy(new Error(`no answer: ${path}`)); });
});

describe('crowd', () => {
	let server;
	before(async () => { server = await nginx(); });
	after(() => server.stop());

	test('more readers than threads, and idle connections that nginx keeps: all are answered', async () => {
		const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
		for (let round = 0; round < 8; round++) {
			const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => ask(server, agent, paths[i % paths.length])));
			assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
		}
		agent.destroy();
	});

	// They are all there until others have been answered, so that whoever waited for one of them would wait for ever.
	test('connections that say nothing, or no more after an answer, hold nobody up; those that say half are closed', async () => {
		const open = (bytes) => {
			const socket = connect(join(server.dir, 'demarc.sock')).on('error', () => {});
			if (bytes) socket.write(bytes);
			return socket;
		};
		const silent = Array.from({ length: 24 }, () => open());
		const answered = Array.from({ length: 24 }, () => open(whole));
		const halves = Array.from({ length: 16 }, () => open(half));
		const closed = halves.map((socket) => new Promise((done) => socket.on('close', done).resume()));
		await Promise.all(answered.map((socket) => new Promise((done) => socket.once('data', done))));
		await underLoad(server, paths, () => {}, () => Promise.all(closed));
		assert.ok([...silent, ...answered].every((socket) => !socket.destroyed));
		[...silent, ...answered].forEach((socket) => socket.destroy());
	});

	test('however many pictures are asked for at once, pages are answered, and who must wait too long is told when to come', async () => {
		const kinds = ['flow', 'coverage', 'matrix', 'stack'];
		const agent = new http.Agent({ keepAlive: true });
		const pages = load(server, ['/chrofy/ja/', '/chrofy/en/controls'], { lanes: 2 });
		const answers = [];
		// Crowds of 200, each in sizes of its own, until pages were answered during them and somebody was turned away.
		for (let n = 0; n < 10 && !(pages.counts.ended > 50 && answers.some(({ status }) => status === 503)); n++)
			answers.push(...await Promise.all(Array.from({ length: 200 }, (_, i) => ask(server, agent, `/chrofy/diagrams/${kinds[i % 4]}.png?width=${900 + 200 * n + i}`))));
		const during = pages.counts.ended;
		agent.destroy();
		await pages.stop();
		assert.deepEqual(pages.counts.failures.slice(0, 3), []);
		assert.ok(during > 50, `${during} pages`);
		assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 503]));
		for (const { status, retry } of answers) assert.equal(retry !== undefined, status === 503);
		assert.match(await server.text('/metrics'), /^demarc_pictures_refused_total [1-9]/m);
	});

	test('thousands of sizes of pictures and pages do not make a worker grow without bounds', async () => {
		const memory = async (what) => [...(await server.text('/metrics')).matchAll(new RegExp(`^demarc_worker_${what}_bytes\\S* (\\d+)`, 'gm'))].map((m) => Number(m[1]));
		const sum = (numbers) => numbers.reduce((all, one) => all + one, 0);
		const before = sum(await memory('cache'));
		for (let i = 0; i < 1500; i++) {
			const path = i % 2 === 0 ? `/chrofy/diagrams/stack.svg?width=${400 + i}` : `/chrofy/en/search?q=word${i}`;
			assert.equal((await server.get(path)).status, 200, path);
		}
		await until('the caches were looked at again', async () => sum(await memory('cache')) > before);
		for (const bytes of await memory('cache')) assert.ok(bytes < 33 << 20, `a cache of ${bytes} bytes`);
		const resident = await memory('resident_memory');
		assert.ok(resident.length >= 2);
		for (const pid of server.workers()) resident.push(1024 * /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
		for (const bytes of resident) assert.ok(bytes < 120 << 20, `a worker of ${bytes} bytes`);
	});

	test('workers that are killed one after the other under load cost no request', async () => {
		const running = load(server, paths, { lanes: 16 });
		for (let i = 0; i < 4; i++) {
			const workers = server.workers();
			await running.more(100);
			process.kill(workers[i % 2], 'SIGKILL');
			await server.replaced(workers[i % 2], workers.length);
		}
		await running.more(100);
		await running.stop();
		assert.deepEqual(running.counts.failures.slice(0, 3), []);
	});

	test('garbage on the socket ends no worker', async () => {
		const workers = server.workers();
		for (const bytes of [Buffer.alloc(64, 255), Buffer.from('GET / HTTP/1.1\r\n\r\n'), half.subarray(0, 5), Buffer.alloc(8)])
			await new Promise((done) => connect(join(server.dir, 'demarc.sock')).on('error', () => {}).on('close', done).resume().end(bytes));
		await sleep(300); // one that has died is missed only now
		assert.deepEqual(server.workers(), workers);
		assert.ok(workers.every(isAlive));
		assert.equal((await server.get('/chrofy/ja/')).status, 200);
	});

	test('HUP to every process is one reload', async () => {
		const workers = server.workers();
		const looked = server.since(/event=(unchanged|reloaded|reload-failed) /g);
		for (const pid of workers) process.kill(pid, 'SIGHUP');
		server.supervisor.kill('SIGHUP');
		await looked.logged();
		await sleep(300); // another one would follow at once
		assert.equal(looked.more(), 1);
		assert.deepEqual(server.workers(), workers);
	});

	test('reloads leave neither descriptors nor processes behind', async () => {
		const text = readFileSync(server.matrix, 'utf8');
		const open = () => descriptors(server.supervisor.pid) + descriptors(server.leaders()[0]);
		let first;
		for (let i = 0; i < 5; i++) {
			writeFileSync(server.matrix, `${text}<!-- ${i} -->\n`.replaceAll('account-mgt@chrofy.co.jp', `mail${i}@chrofy.co.jp`));
			await until('the edit shows', async () => (await server.text('/chrofy/ja/controls/9.2.1')).includes(`mail${i}@chrofy.co.jp`));
			await server.settled();
			first ??= open();
			await until(`as many descriptors as after the first reload (${first})`, async () => open() <= first); // looks at the data open some
		}
	});

	test('nothing survives its supervisor', async () => {
		const workers = server.workers();
		const exited = new Promise((done) => server.supervisor.on('exit', done));
		server.supervisor.kill('SIGKILL');
		await exited;
		await until('all have left', async () => !workers.some(isAlive));
	});
});

describe('lighttpd and bodies', () => {
	let server;
	before(async () => { server = await lighttpd(); });
	after(() => server.stop());

	test('a body that nobody wants is answered like any other method', async () => {
		for (const size of [10, 100_000, 3_000_000]) {
			const status = await new Promise((done, fail) => {
				const request = http.request({ host: '127.0.0.1', port: server.port, path: '/chrofy/ja/', method: 'POST', agent: false,
					headers: { 'Content-Length': size } }, (response) => response.resume().on('end', () => done(response.statusCode)));
				request.on('error', fail).end(Buffer.alloc(size, 120));
			});
			assert.ok([405, 413].includes(status), `${size}: ${status}`);
		}
		assert.equal((await server.get('/chrofy/ja/')).status, 200);
	});
});
