// A running server has given up what it does not need (cgi/server/confine.c), and does all that it should without it. What each
// role may do is tried call by call in tests/unit/test_confine.c.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMARC, nginx, until } from './servers.mjs';

const status = (pid) => Object.fromEntries(readFileSync(`/proc/${pid}/status`, 'utf8').trim().split('\n').map((line) => line.split(/:\s+/)));
const log = (server, process) => new RegExp(`event=confined process=${process} privileges-dropped=yes seccomp=yes landlock=(yes|no)`).exec(server.stderr);

describe('confinement', () => {
	let server;
	before(async () => { server = await nginx(); });
	after(() => server.stop());

	test('every process is filtered and can gain nothing; workers have no capability', () => {
		const workers = server.workers();
		assert.ok(workers.length >= 2);
		for (const pid of [server.supervisor.pid, ...server.leaders(), ...workers]) {
			const { Seccomp, NoNewPrivs } = status(pid);
			assert.deepEqual({ Seccomp, NoNewPrivs }, { Seccomp: '2', NoNewPrivs: '1' }, `process ${pid}`);
		}
		for (const pid of workers)
			for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapAmb']) assert.match(status(pid)[set], /^0+$/, `${set} of ${pid}`);
		assert.ok(log(server, 'supervisor'), server.stderr);
	});

	test('every kind and form of picture is drawn, cold, in both languages', async () => {
		for (const kind of ['stack', 'matrix', 'flow', 'coverage', 'party', 'card'])
			for (const [format, query] of [['svg', 'text=live'], ['png', 'scale=2'], ['webp', ''], ['pdf', '']])
				for (const lang of ['ja', 'en']) {
					const target = `/chrofy/diagrams/${kind}.${format}?lang=${lang}&theme=contrast&width=731&${query}`;
					const answer = await server.get(target);
					assert.equal(answer.status, 200, target);
					assert.ok(answer.body.length > 500, target);
				}
	});

	test('the paper is drawn, cold, in both languages', async () => {
		for (const lang of ['ja', 'en']) {
			const { status, headers, body } = await server.get(`/chrofy/${lang}/document.pdf`);
			assert.equal(status, 200, lang);
			assert.equal(headers['content-type'], 'application/pdf');
			assert.equal(headers['content-language'], lang);
			const drawn = execFileSync(DEMARC, ['render', 'document', `--lang=${lang}`, 'data'], { maxBuffer: 1 << 26 });
			assert.deepEqual(body, drawn, `${lang}: the bytes of demarc render`);
		}
	});

	test('data that come to lie elsewhere are read there', async () => {
		const elsewhere = mkdtempSync(join(tmpdir(), 'demarc-elsewhere-'));
		try {
			const file = join(elsewhere, 'matrix/chrofy/edition-1.xml');
			cpSync(join(server.data, 'matrix'), join(elsewhere, 'matrix'), { recursive: true });
			writeFileSync(file, readFileSync(file, 'utf8').replaceAll('Event logging', 'Logging of events, elsewhere')
				.replaceAll('We collect and manage the event logs', 'Elsewhere we collect and manage the event logs'));
			renameSync(join(server.data, 'matrix'), join(server.data, 'matrix.old'));
			symlinkSync(join(elsewhere, 'matrix'), join(server.data, 'matrix'));
			await until('the data from elsewhere', async () => (await server.text('/chrofy/en/controls/12.4.1')).includes('Elsewhere we collect'));
			await server.settled();
			for (const pid of server.workers()) assert.equal(status(pid).Seccomp, '2');
		} finally {
			rmSync(join(server.data, 'matrix'), { recursive: true });
			renameSync(join(server.data, 'matrix.old'), join(server.data, 'matrix'));
			rmSync(elsewhere, { recursive: true });
		}
		await until('the data are back', async () => !(await server.text('/chrofy/en/controls/12.4.1')).includes('Elsewhere we collect'));
	});

	test('a worker that is ended for a forbidden call is named in the log and replaced', async () => {
		await server.settled();
		const [victim, ...others] = server.workers();
		process.kill(victim, 'SIGSYS');
		await server.replaced(victim, others.length + 1);
		await until('the log says why', async () => /event=worker-died signal=31 reason="a system call that is forbidden to it"/.test(server.stderr));
		assert.equal((await server.get('/chrofy/ja/')).status, 200);
	});

	test('the socket goes with the program', async () => {
		const socket = join(server.dir, 'demarc.sock');
		assert.ok(existsSync(socket));
		server.supervisor.kill('SIGTERM');
		await until('the socket is gone', async () => !existsSync(socket));
	});
});
