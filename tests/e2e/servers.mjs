// Real web servers with the shipped configurations, on free loopback ports, each in a directory of its own. The program is
// $DEMARC, without it build/release/demarc. All of it: node --test tests/e2e/*.test.mjs
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import http from 'node:http';

export const DEMARC = resolve(process.env.DEMARC ?? 'build/release/demarc');
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
	r.setTimeout(20000, () => r.destroy(new Error(`no answer: ${path}`)));
	r.on('error', fail);
	r.end();
});

async function until(what, condition, seconds = 30) {
	const end = Date.now() + seconds * 1000;
	while (Date.now() < end) {
		if (await condition().catch(() => false)) return;
		await sleep(50);
	}
	throw new Error(`not within ${seconds} s: ${what}`);
}
export { until };

// pgrep ends with 1 when there is none.
function children(pid) {
	const { stdout } = spawnSync('pgrep', ['-P', String(pid)]);
	return stdout.toString().trim().split('\n').filter(Boolean).map(Number);
}

class Server {
	constructor() {
		this.dir = mkdtempSync(join(tmpdir(), 'demarc-e2e-'));
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

	async stop() {
		for (const child of this.children.reverse()) {
			if (child.exitCode !== null || child.signalCode !== null) continue;
			const ended = new Promise((done) => child.on('exit', done));
			child.kill('SIGTERM');
			await ended;
		}
		rmSync(this.dir, { recursive: true, force: true });
	}
}

// own: the program knows the address that it is served on
export async function lighttpd({ own = false } = {}) {
	const server = new Server();
	server.port = await freePort();
	if (own) process.env.DEMARC_BASE_URL = `http://127.0.0.1:${server.port}`;
	const front = server.run('lighttpd', ['-D', '-f', server.configure('lighttpd.conf')]);
	await until('lighttpd answers', async () => (await server.get('/healthz')).status === 200);
	const [pid] = children(front.pid); // lighttpd starts it
	server.supervisor = { pid, kill: (signal) => process.kill(pid, signal) };
	return server;
}

export async function nginx() {
	const server = new Server();
	server.port = await freePort();
	server.supervisor = server.run(DEMARC, ['fcgi', '--listen', join(server.dir, 'demarc.sock'), server.data]);
	server.run('nginx', ['-p', server.dir, '-c', server.configure('nginx.conf'), '-e', join(server.dir, 'early.log')]);
	await until('nginx answers', async () => (await server.get('/healthz')).status === 200);
	return server;
}

// The fronts beside which demarc runs by itself; as root Apache takes another user, who must reach the socket.
async function beside(command, args, config) {
	const server = new Server();
	const socket = join(server.dir, 'demarc.sock');
	server.port = await freePort();
	server.supervisor = server.run(DEMARC, ['fcgi', '--listen', socket, server.data]);
	await until('the socket is there', async () => existsSync(socket));
	if (process.getuid() === 0) {
		chmodSync(server.dir, 0o755);
		chmodSync(socket, 0o666);
	}
	server.run(command, args(server.configure(config)));
	await until(`${command} answers`, async () => (await server.get('/healthz')).status === 200);
	return server;
}
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

// Asks without pause, in so many lanes, until stopped; counts what was not answered as it should be.
export function load(server, paths, { lanes = 4 } = {}) {
	const counts = { sent: 0, failed: 0, failures: [] };
	let going = true;
	const lane = async (n) => {
		for (let i = n; going; i++) {
			counts.sent++;
			try {
				const { status } = await server.get(paths[i % paths.length]);
				if (status === 200) continue;
				counts.failures.push(`${paths[i % paths.length]}: ${status}`);
			} catch (error) {
				counts.failures.push(`${paths[i % paths.length]}: ${error.message}`);
			}
			counts.failed++;
		}
	};
	const all = Array.from({ length: lanes }, (_, n) => lane(n));
	return { counts, stop: async () => { going = false; await Promise.all(all); return counts; } };
}
