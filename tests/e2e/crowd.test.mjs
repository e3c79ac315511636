// Many at once, fronts that misbehave on the socket, and what stays behind after many reloads.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import http from 'node:http';
import { lighttpd, load, nginx, sleep, until } from './servers.mjs';

const paths = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1', '/chrofy/diagrams/stack.svg?lang=ja'];
const descriptors = (pid) => readdirSync(`/proc/${pid}/fd`).length;
// An FCGI_BEGIN_REQUEST that asks to keep the connection, and parameters that never end (FastCGI 1.0, 5).
const half = Buffer.from([1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 1, 4, 0, 1, 0, 200, 0, 0, 14]);

describe('crowd', () => {
	let server;
	before(async () => { server = await nginx(); });
	after(() => server.stop());

	test('more readers than threads, and idle connections that nginx keeps: nobody waits', async () => {
		const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });
		let slowest = 0;
		const ask = (path) => new Promise((done, fail) => {
			const start = Date.now();
			http.get({ host: '127.0.0.1', port: server.port, path, agent }, (response) => {
				response.resume().on('end', () => { slowest = Math.max(slowest, Date.now() - start); done(response.statusCode); });
			}).on('error', fail).setTimeout(15000, function late() { this.destroy(new Error(`no answer: ${path}`)); });
		});
		for (let round = 0; round < 8; round++) {
			const statuses = await Promise.all(Array.from({ length: 64 }, (_, i) => ask(paths[i % paths.length])));
			assert.deepEqual(new Set(statuses), new Set([200]));
		}
		agent.destroy();
		assert.ok(slowest < 3000, `${slowest} ms`);
	});

	test('connections that say nothing hold nobody up, nor do those that say half', async () => {
		const sockets = Array.from({ length: 40 }, (_, i) => {
			const socket = connect(join(server.dir, 'demarc.sock')).on('error', () => {});
			if (i < 16) socket.write(half);
			return socket;
		});
		await sleep(300);
		const running = load(server, paths);
		await sleep(5000);
		const counts = await running.stop();
		sockets.forEach((socket) => socket.destroy());
		assert.deepEqual(counts.failures.slice(0, 3), []);
		assert.ok(counts.sent > 20, `${counts.sent} requests`);
	});

	test('however many pictures are asked for at once, pages are answered, and who must wait too long is told when to come', async () => {
		const kinds = ['flow', 'coverage', 'matrix', 'stack'];
		const agent = new http.Agent({ keepAlive: true });
		const ask = (path) => new Promise((done, fail) => {
			http.get({ host: '127.0.0.1', port: server.port, path, agent }, (response) => {
				response.resume().on('end', () => done({ status: response.statusCode, retry: response.headers['retry-after'] }));
			}).on('error', fail).setTimeout(15000, function late() { this.destroy(new Error(`no answer: ${path}`)); });
		});
		const running = load(server, ['/chrofy/ja/', '/chrofy/en/controls'], { lanes: 2 });
		const answers = await Promise.all(Array.from({ length: 200 }, (_, i) => ask(`/chrofy/diagrams/${kinds[i % 4]}.png?width=${900 + i}`)));
		agent.destroy();
		const pages = await running.stop();
		assert.deepEqual(pages.failures.slice(0, 3), []);
		assert.ok(pages.sent > 100, `${pages.sent} pages`);
		assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200, 503]));
		for (const { status, retry } of answers) assert.equal(retry !== undefined, status === 503);
		assert.match(await server.text('/metrics'), /^demarc_pictures_refused_total [1-9]/m);
	});

	test('thousands of sizes of pictures and pages do not make a worker grow without bounds', async () => {
		for (let i = 0; i < 1500; i++) {
			const path = i % 2 === 0 ? `/chrofy/diagrams/stack.svg?width=${400 + i}` : `/chrofy/en/controls?q=word${i}&party=aws`;
			assert.equal((await server.get(path)).status, 200, path);
		}
		await sleep(6000); // sizes are looked at every five seconds
		const sizes = [...(await server.text('/metrics')).matchAll(/^demarc_worker_(resident_memory|cache)_bytes\S* (\d+)/gm)];
		assert.ok(sizes.length >= 4);
		for (const [, what, bytes] of sizes) assert.ok(bytes < (what === 'cache' ? 33 : 120) << 20, `${what}: ${bytes}`);
	});

	test('workers that are killed one after the other under load cost no request', async () => {
		const running = load(server, paths, { lanes: 16 });
		for (let i = 0; i < 4; i++) {
			await until('all workers', async () => server.workers().length === (await server.health()).workers);
			await sleep(700);
			process.kill(server.workers()[i % 2], 'SIGKILL');
		}
		await until('all workers', async () => server.workers().length === (await server.health()).workers);
		const counts = await running.stop();
		assert.deepEqual(counts.failures.slice(0, 3), []);
		assert.ok(counts.sent > 100, `${counts.sent} requests`);
	});

	test('garbage on the socket ends no worker', async () => {
		const workers = server.workers();
		for (const bytes of [Buffer.alloc(64, 255), Buffer.from('GET / HTTP/1.1\r\n\r\n'), half.subarray(0, 5), Buffer.alloc(8)])
			await new Promise((done) => { const socket = connect(join(server.dir, 'demarc.sock')).on('error', () => {}); socket.end(bytes, () => setTimeout(done, 100)); });
		await sleep(300);
		assert.deepEqual(server.workers(), workers);
		assert.equal((await server.get('/chrofy/ja/')).status, 200);
	});

	test('HUP to every process is one reload', async () => {
		const workers = server.workers();
		for (const pid of workers) process.kill(pid, 'SIGHUP');
		server.supervisor.kill('SIGHUP');
		await sleep(1000);
		assert.deepEqual(server.workers(), workers);
	});

	test('reloads leave neither descriptors nor processes behind', async () => {
		const text = readFileSync(server.matrix, 'utf8');
		const count = () => [descriptors(server.supervisor.pid), descriptors(leaderOf(server.workers()[0]))].join();
		let first;
		for (let i = 0; i < 5; i++) {
			const { generation } = await server.health();
			writeFileSync(server.matrix, `${text}<!-- ${i} -->\n`.replaceAll('account-mgt@chrofy.co.jp', `mail${i}@chrofy.co.jp`));
			await until('the next generation', async () => (await server.health()).generation > generation);
			await until('the old one has left', async () => server.workers().length === (await server.health()).workers);
			first ??= count();
			await until(`${first} descriptors`, async () => count() === first); // the last connection may still be on its way
		}
	});

	test('nothing survives its supervisor', async () => {
		const workers = server.workers();
		const exited = new Promise((done) => server.supervisor.on('exit', done));
		server.supervisor.kill('SIGKILL');
		await exited;
		await until('all have left', async () => workers.every((pid) => !isAlive(pid)), 15);
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

function isAlive(pid) {
	try { return !readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).startsWith('Z'); } catch { return false; }
}

function leaderOf(pid) { return Number(execFileSync('ps', ['-o', 'ppid=', '-p', String(pid)]).toString()); }
