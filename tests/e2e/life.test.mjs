// Processes end with their supervisor, leave the place free for the next one, and are noticed when they hang.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { DEMARC, lighttpd, nginx, until } from './servers.mjs';
import { Connection, head } from './fastcgi.mjs';

const PAGE = '/chrofy/en/about';
const LIBRARY = resolve('build/release/inject/inject.so');
const children = (pid) => spawnSync('pgrep', ['-P', String(pid)]).stdout.toString().trim().split('\n').filter(Boolean).map(Number);
const family = (pid) => [pid, ...children(pid).flatMap(family)];

function isAlive(pid) {
	try { return !readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).startsWith('Z'); } catch { return false; }
}
const answers = async (server) => (await server.get(PAGE)).status === 200;
const gone = (pids) => until('all have ended', async () => !pids.some(isAlive), 60);

describe('a supervisor that is killed', () => {
	test('lighttpd starts another one, whatever the first was doing', async () => {
		const server = await lighttpd();
		try {
			const [front] = server.children;
			for (let i = 0; i < 4; i++) {
				const [pid] = children(front.pid);
				const before = family(pid);
				assert.equal(before.length, 4);
				const asked = Array.from({ length: i * 4 }, () => server.get(PAGE).catch(() => {})); // these may be lost
				process.kill(pid, 'SIGKILL');
				await gone(before);
				await until('another one', async () => children(front.pid).length === 1 && await answers(server), 60);
				await until('all of it', async () => family(children(front.pid)[0]).length === 4, 60);
				await Promise.all(asked);
			}
		} finally {
			await server.stop();
		}
	});

	test('another one takes its socket at once', async () => {
		const server = await nginx();
		try {
			for (let i = 0; i < 4; i++) {
				const held = new Connection(server).send(head(PAGE)); // which keeps a worker until the end of its grace
				assert.equal((await held.next()).status, 200);
				const before = family(server.supervisor.pid);
				const killed = new Promise((done) => server.supervisor.on('exit', done));
				server.supervisor.kill('SIGKILL');
				await killed;
				server.supervisor = server.run(DEMARC, ['fcgi', '--listen', join(server.dir, 'demarc.sock'), server.data]);
				await until('it answers', () => answers(server), 60);
				assert.equal(server.supervisor.exitCode, null, server.stderr);
				await gone(before);
				assert.ok(await answers(server));
			}
		} finally {
			await server.stop();
		}
	});

	test('so does one that was still loading', async () => {
		const server = await nginx();
		try {
			server.supervisor.kill('SIGHUP');
			const text = readFileSync(server.matrix, 'utf8');
			writeFileSync(server.matrix, text.replaceAll('account-mgt@chrofy.co.jp', 'changed@chrofy.co.jp'));
			await until('two generations', async () => server.leaders().length === 2, 60);
			const before = family(server.supervisor.pid);
			server.supervisor.kill('SIGKILL');
			await gone(before);
		} finally {
			await server.stop();
		}
	});
});

describe('the socket', () => {
	let server;
	let path;
	before(async () => {
		server = await nginx();
		path = join(server.dir, 'demarc.sock');
	});
	after(() => server.stop());
	const start = () => server.run(DEMARC, ['fcgi', '--listen', path, server.data]);
	const ended = (program) => new Promise((done) => { if (program.exitCode !== null) done(program.exitCode); else program.on('exit', done); });

	test('one that is told to end leaves its place at once, and still answers what it has begun', async () => {
		const old = server.supervisor;
		const connection = new Connection(server);
		assert.equal((await connection.get(PAGE)).status, 200);
		const status = ended(old);
		old.kill('SIGTERM');
		await until('the place is free', async () => !existsSync(path), 60);
		const next = connection.get(PAGE); // the connection is kept a little
		server.supervisor = start();
		assert.equal((await next).status, 200);
		assert.equal(await status, 0);
		await until('the next one answers', () => answers(server), 60);
		assert.ok(existsSync(path));
	});

	test("one that ends leaves another's socket alone", async () => {
		const old = server.supervisor;
		renameSync(path, join(server.dir, 'moved.sock'));
		server.supervisor = start();
		await until('the next one listens', async () => existsSync(path), 60);
		const status = ended(old);
		old.kill('SIGTERM');
		assert.equal(await status, 0);
		assert.ok(existsSync(path));
		await until('the next one answers', () => answers(server), 60);
		rmSync(join(server.dir, 'moved.sock'), { force: true });
	});
});

describe('a worker that hangs', () => {
	// epoll_wait is what all threads that take requests call; it never comes back while the file is there.
	test('is noticed although its first thread does not, and replaced', { skip: !existsSync(LIBRARY) }, async () => {
		const server = await nginx();
		const hold = join(server.dir, 'hold');
		try {
			server.supervisor.kill('SIGTERM');
			await until('the place is free', async () => !existsSync(join(server.dir, 'demarc.sock')), 60);
			const env = { ...process.env, LD_PRELOAD: LIBRARY, INJECT: 'call:epoll_wait@2:1+:HANG', INJECT_WHILE: hold };
			server.supervisor = spawn(DEMARC, ['fcgi', '--listen', join(server.dir, 'demarc.sock'), server.data], { env, stdio: ['ignore', 'ignore', 'pipe'] });
			server.supervisor.stderr.on('data', (chunk) => { server.stderr += chunk; });
			server.children.push(server.supervisor);
			await server.settled(); // the one before may still answer
			const workers = server.workers();
			writeFileSync(hold, '');
			await until('the log says so', async () => workers.some((pid) => server.stderr.includes(`event=worker-stuck pid=${pid} `)), 120);
			rmSync(hold);
			await until('none of the old ones is left', async () => server.workers().every((pid) => !workers.includes(pid)), 120);
			await until('it answers again', () => answers(server), 60);
		} finally {
			rmSync(hold, { force: true });
			await server.stop();
		}
	});
});
