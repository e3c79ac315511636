// Real web servers with the shipped configurations, on free loopback ports, each in a directory of its own. The program is
// $DEMARC, without it build/release/demarc. All of it: node --test tests/e2e/*.test.mjs
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import http from 'node:http';

export const DEMARC = resolve(process.env.DEMARC ?? 'build/release/demarc');
// How long a test waits for what must happen, in seconds. Nothing takes so long, on a machine that does much else either:
// who waits in vain has found a fault. How long things do take is printed by make bench.
export const LIMIT = 180;
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

const freePort = () => new Promise((done) => {
	const probe = createServer().listen(0, '127.0.0.1', () => {
		const { port } = probe.address();
		probe.close(() => done(port));
	});
});

// A GET without any cleverness: status, headers and the bytes as they came.
// from: another address of the loopback, as another machine would have.
export const request = (port, path, { method = 'GET', headers = {}, from } = {}) => new Promise((done, fail) => {
	const r = http.request({ host: '127.0.0.1', port, path, method, headers, agent: false, localAddress: from }, (response) => {
		const chunks = [];
		response.on('data', (chunk) => chunks.push(chunk));
		response.on('end', () => done({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }));
		response.on('error', fail);
	});
	r.setTimeout(LIMIT * 1000, () => r.destroy(new Error(`no answer: ${path}`)));
	r.on('error', fail);
	r.end();
});

export async function until(what, condition, seconds = LIMIT) {
	const end = Date.now() + seconds * 1000;
	do {
		if (await condition().catch(() => false)) return;
		await sleep(50);
	} while (Date.now() < end);
	throw new Error(`not within ${seconds} s: ${what}`);
}

// A zombie, whom its parent has yet to ask for its status, is none.
export function isAlive(pid) {
	try {
		return !readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1).startsWith('Z');
	} catch {
		return false;
	}
}

// pgrep ends with 1 when there is none.
function children(pid) {
	const { stdout } = spawnSync('pgrep', ['-P', String(pid)]);
	return stdout.toString().trim().split('\n').filter(Boolean).map(Number);
}

// A worker has its threads, as many as all others, when it begins to serve.
function sameThreads(pids) {
	const counts = pids.map((pid) => Number(/Threads:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]));
	return counts.every((n) => n > 1 && n === counts[0]);
}

// Whoever ends early, by a failure or a signal, leaves nothing behind.
const running = new Set();
process.on('exit', () => {
	for (const { children } of running) for (const child of children) child.kill('SIGTERM');
	for (const { dir } of running) remove(dir);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(1));

// A server that has yet to end may write in the meantime.
function remove(dir, tries = 20) {
	try {
		rmSync(dir, { recursive: true, force: true });
	} catch (error) {
		if (tries === 1) throw error;
		Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
		remove(dir, tries - 1);
	}
}

class Server {
	constructor() {
		this.dir = mkdtempSync(join(tmpdir(), 'demarc-e2e-'));
		running.add(this);
		this.data = join(this.dir, 'data');
		cpSync('data', this.data, { recursive: true, preserveTimestamps: true });
		this.matrix = join(this.data, 'matrix/chrofy/edition-1.xml');
		this.children = [];
		this.stderr = '';
	}

	run(command, args) {
		const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
		child.stderr.on('data', (chunk) => { this.stderr += chunk; });
		this.children.push(child);
		return child;
	}

	configure(name, program = DEMARC) {
		const path = join(this.dir, name);
		const values = { PORT: this.port, RUNDIR: this.dir, SOCKET: join(this.dir, 'demarc.sock'), DEMARC: program, DATA: this.data,
			USER: execFileSync('id', ['-un']).toString().trim() + ' ' + execFileSync('id', ['-gn']).toString().trim() };
		writeFileSync(path, readFileSync(join('docs/examples', name), 'utf8').replace(/@([A-Z]+)@/g, (_, key) => values[key]));
		return path;
	}

	get(path, options) { return request(this.port, path, options); }
	async text(path, options) { return (await this.get(path, options)).body.toString('utf8'); }
	async health() { return JSON.parse(await this.text('/healthz')); }
	// Ready or degraded; a generation that is still being loaded does not answer yet.
	healthy(status) { return until(`healthz ${status}`, async () => (await this.health()).status === status); }

	// Process ids of the leaders of generations, and of their workers.
	leaders() { return children(this.supervisor.pid); }
	workers() { return this.leaders().flatMap(children); }
	// After a reload the generation before still answers on connections that are kept open, and then leaves.
	settled() {
		return until('one generation, whole and ready', async () => {
			const { status, workers } = await this.health();
			return status === 'ready' && this.leaders().length === 1 && this.workers().length === workers && sameThreads(this.workers());
		});
	}
	// Until another worker stands in for one that was ended, and serves.
	replaced(victim, count) {
		return until('a new worker', async () => {
			const workers = this.workers();
			return workers.length === count && !workers.includes(victim) && sameThreads(workers);
		});
	}
	// Taken first, since(pattern).logged() then waits until the program has logged it again; more() is how often it has.
	since(pattern) {
		const times = () => (this.stderr.match(pattern) ?? []).length;
		const before = times();
		return { logged: () => until(`the log says ${pattern}`, async () => times() > before), more: () => times() - before };
	}

	async stop() {
		for (const child of this.children.reverse()) {
			if (child.exitCode !== null || child.signalCode !== null) continue;
			const ended = new Promise((done) => child.on('exit', done));
			child.kill('SIGTERM');
			await ended;
		}
		rmSync(this.dir, { recursive: true, force: true });
		running.delete(this);
	}
}

// Starts the front on a port that was free a moment ago. Whoever has taken it since answers there too, so the front must
// also be there; if it is not, another port is tried.
async function front(server, command, args, config, tries = 5) {
	server.port = await freePort();
	const child = server.run(command, args(server.configure(config)));
	const gone = () => child.exitCode !== null || child.signalCode !== null;
	await until(`${command} answers, or ends`, async () => gone() || (await server.get('/healthz')).status === 200);
	if (!gone()) return child;
	if (tries === 1) throw new Error(`${command} ends: ${server.stderr}`);
	return front(server, command, args, config, tries - 1);
}

// own: the program knows the address that it is served on
export async function lighttpd({ own = false } = {}) {
	const server = new Server();
	const args = (path) => {
		if (own) process.env.DEMARC_BASE_URL = `http://127.0.0.1:${server.port}`;
		return ['-D', '-f', path];
	};
	const child = await front(server, 'lighttpd', args, 'lighttpd.conf');
	const [pid] = children(child.pid); // lighttpd starts it
	server.supervisor = { pid, kill: (signal) => process.kill(pid, signal) };
	return server;
}

// The fronts beside which demarc runs by itself; as root Apache takes another user, who must reach the socket.
async function beside(command, args, config) {
	const server = new Server();
	const socket = join(server.dir, 'demarc.sock');
	server.supervisor = server.run(DEMARC, ['fcgi', '--listen', socket, server.data]);
	await until('the socket is there', async () => existsSync(socket));
	if (process.getuid() === 0) {
		chmodSync(server.dir, 0o755);
		chmodSync(socket, 0o666);
	}
	await front(server, command, (path) => args(path, server.dir), config);
	return server;
}
export const nginx = () => beside('nginx', (path, dir) => ['-p', dir, '-c', path, '-e', join(dir, 'early.log')], 'nginx.conf');
export const apache = () => beside('apache2', (path) => ['-X', '-f', path], 'apache.conf');
export const haproxy = () => beside('haproxy', (path) => ['-db', '-f', path], 'haproxy.cfg');

// Plain CGI: Apache's other user must reach the program too, so it stands beside the data. drop: a directory that he may write to.
export async function cgi(mpm) {
	const server = new Server();
	const program = join(server.dir, 'demarc');
	server.drop = join(server.dir, 'drop');
	server.port = await freePort();
	copyFileSync(DEMARC, program);
	mkdirSync(server.drop);
	chmodSync(server.drop, 0o777);
	if (process.getuid() === 0) chmodSync(server.dir, 0o755);
	const path = server.configure('apache-cgi.conf', program);
	writeFileSync(path, readFileSync(path, 'utf8').replaceAll('mpm_event', mpm));
	server.run('apache2', ['-X', '-f', path]);
	await until(`apache2 with ${mpm} answers`, async () => (await server.get('/healthz')).status === 200);
	return server;
}

// Asks without pause, in so many lanes, until stopped; counts what was not answered as it should be. more(n) waits until so
// many further requests have come to an end, well or not.
export function load(server, paths, { lanes = 4 } = {}) {
	const counts = { sent: 0, ended: 0, failed: 0, failures: [] };
	let going = true;
	const lane = async (n) => {
		for (let i = n; going; i++) {
			counts.sent++;
			try {
				const { status } = await server.get(paths[i % paths.length]).finally(() => counts.ended++);
				if (status === 200) continue;
				counts.failures.push(`${paths[i % paths.length]}: ${status}`);
			} catch (error) {
				counts.failures.push(`${paths[i % paths.length]}: ${error.message}`);
			}
			counts.failed++;
		}
	};
	const all = Array.from({ length: lanes }, (_, n) => lane(n));
	return {
		counts,
		more: (n) => { const wanted = counts.ended + n; return until(`${n} more requests`, async () => counts.ended >= wanted); },
		stop: async () => { going = false; await Promise.all(all); return counts; },
	};
}

// Does something while requests run, from before it until after the condition holds: none of them may fail.
export async function underLoad(server, paths, act, condition, options) {
	const running = load(server, paths, options);
	try {
		await running.more(20);
		await act();
		await condition();
		await running.more(20);
	} finally {
		await running.stop();
	}
	assert.deepEqual(running.counts.failures.slice(0, 3), []);
}
