// What operators and authors do to a running site, behind nginx: no request may fail.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMARC, isAlive, load, nginx, underLoad, until } from './servers.mjs';

const paths = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1', '/chrofy/diagrams/stack.svg?lang=ja'];

describe('faults', () => {
	let server;
	let good;
	before(async () => {
		server = await nginx();
		good = readFileSync(server.matrix, 'utf8');
	});
	afterEach(async () => {
		if (!existsSync(server.matrix) || readFileSync(server.matrix, 'utf8') !== good) writeFileSync(server.matrix, good);
		await until('the page is as it was', async () => (await server.text('/chrofy/ja/controls/9.2.1')).includes('account-mgt@chrofy.co.jp'));
		await server.settled();
	});
	after(() => server.stop());

	const meanwhile = (act, condition) => underLoad(server, paths, act, condition);
	const shows = (words) => until('the edit shows', async () => (await server.text('/chrofy/ja/controls/9.2.1')).includes(words));

	test('an edit becomes visible, and no request fails', async () => {
		await meanwhile(() => writeFileSync(server.matrix, good.replaceAll('account-mgt@chrofy.co.jp', 'changed@chrofy.co.jp')),
			() => shows('changed@chrofy.co.jp'));
	});

	test('a rename over the file is an edit too', async () => {
		const beside = join(server.dir, 'new.xml');
		writeFileSync(beside, good.replaceAll('account-mgt@chrofy.co.jp', 'renamed@chrofy.co.jp'));
		await meanwhile(() => renameSync(beside, server.matrix), () => shows('renamed@'));
	});

	const broken = {
		'half a file': () => good.slice(0, good.length / 2),
		'an unknown party': () => good.replace('party="customer"', 'party="custmer"'),
		'a DOCTYPE': () => good.replace('<matrix ', '<!DOCTYPE matrix [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n<matrix '),
		'an XInclude': () => good.replace('<parties>', '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><parties>'),
		'50 MB': () => good + ' '.repeat(50 << 20),
		'nothing': () => '',
	};
	for (const [name, text] of Object.entries(broken)) {
		test(`${name} saved over the file leaves the page as it was, and says why`, async () => {
			const before = await server.text('/chrofy/ja/');
			const said = server.stderr.length;
			await meanwhile(() => writeFileSync(server.matrix, text()), () => server.healthy('degraded'));
			await until('the log says why', async () => /event=reload-failed .*edition-1\.xml:\d+:\d+: \S/.test(server.stderr.slice(said)));
			assert.equal(await server.text('/chrofy/ja/'), before);
		});
	}

	test('a file that vanishes leaves the page as it was', async () => {
		await meanwhile(() => rmSync(server.matrix), () => server.healthy('degraded'));
		assert.equal((await server.get('/chrofy/ja/')).status, 200);
	});

	test('a killed worker is replaced, and no request fails', async () => {
		const victims = server.workers();
		assert.ok(victims.length >= 2);
		await meanwhile(() => process.kill(victims[0], 'SIGKILL'), () => server.replaced(victims[0], victims.length));
	});

	test('a worker that is stuck is ended and replaced, and no request fails', async () => {
		const victims = server.workers();
		await meanwhile(() => process.kill(victims[0], 'SIGSTOP'), () => server.replaced(victims[0], victims.length));
		await until('the log says so', async () => server.stderr.includes(`event=worker-stuck pid=${victims[0]} `));
	});

	test('a worker killed while the data are broken is replaced from the snapshot', async () => {
		writeFileSync(server.matrix, 'broken');
		await server.healthy('degraded');
		const victims = server.workers();
		await meanwhile(() => process.kill(victims[0], 'SIGKILL'), () => server.replaced(victims[0], victims.length));
	});

	test('SIGHUP with unchanged data keeps the generation', async () => {
		const { generation } = await server.health();
		const looked = server.since(/event=unchanged /g);
		await meanwhile(() => server.supervisor.kill('SIGHUP'), looked.logged);
		assert.equal((await server.health()).generation, generation);
	});

	test('metrics count what happened', async () => {
		const text = await server.text('/metrics');
		assert.match(text, /demarc_requests_total\{route="[^"]+",status="200"\} [1-9]/);
		assert.match(text, /demarc_failed_reloads_total [1-9]/);
		assert.match(text, /demarc_worker_deaths_total [1-9]/);
	});

	test('no process is left behind, and none is a zombie', async () => {
		await server.settled();
		const own = [server.supervisor.pid, ...server.leaders()];
		const zombies = () => execFileSync('ps', ['-eo', 'ppid,stat']).toString().split('\n').map((line) => line.trim().split(/\s+/))
			.filter(([parent, state]) => own.includes(Number(parent)) && state?.startsWith('Z'));
		await until('no zombies', async () => zombies().length === 0); // who has just died is one until its parent has looked
		assert.equal(own.length, 2);
	});
});

describe('the program alone', () => {
	test('plain CGI answers one request', () => {
		const env = { PATH: process.env.PATH, GATEWAY_INTERFACE: 'CGI/1.1', REQUEST_METHOD: 'GET', SCRIPT_NAME: '', PATH_INFO: '/chrofy/en/about',
			QUERY_STRING: '', DEMARC_DATA: 'data' };
		const out = execFileSync(DEMARC, [], { env, stdio: ['ignore', 'pipe', 'inherit'] }).toString();
		assert.match(out, /^Status: 200 OK\r\n/);
		assert.match(out, /\r\n\r\n<!DOCTYPE html>/);
	});

	test('broken data at the start end it with the reason', async () => {
		const server = await nginx();
		copyFileSync('tests/data/bad/unknown-party.xml', server.matrix);
		const socket = join(server.dir, 'other.sock');
		assert.throws(() => execFileSync(DEMARC, ['fcgi', '--listen', socket, server.data], { stdio: 'pipe' }),
			(error) => error.status === 1 && /unknown party 'yuo'/.test(error.stderr.toString()));
		await server.stop();
	});

	test('SIGTERM under load ends everything in order', async () => {
		const server = await nginx();
		const running = load(server, paths);
		await running.more(20);
		const all = [...server.leaders(), ...server.workers()];
		const ended = new Promise((done) => server.supervisor.on('exit', (code) => done(code)));
		server.supervisor.kill('SIGTERM');
		assert.equal(await ended, 0);
		await running.stop();
		assert.deepEqual(all.filter(isAlive), []);
		assert.throws(() => execFileSync('pgrep', ['-f', `${DEMARC} .*${server.data}`]));
		await server.stop();
	});
});
