// What the fronts, as we configure them, and the program tell everybody, and what only whoever runs the server.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { apache, cgi, haproxy, lighttpd, nginx, until } from './servers.mjs';

const fronts = { nginx, lighttpd, apache, haproxy, 'plain CGI': () => cgi('mpm_event') };
const stranger = '127.0.0.2';

// What comes back for bytes that are no request.
const garbage = (port) => new Promise((done, fail) => {
	let answer = '';
	const socket = connect(port, '127.0.0.1', () => socket.end('nonsense\r\n\r\n'));
	socket.on('data', (chunk) => { answer += chunk; });
	socket.on('close', () => done(answer));
	socket.on('error', fail);
	socket.setTimeout(20000, () => socket.destroy(new Error('no answer')));
});

for (const [name, start] of Object.entries(fronts)) {
	describe(name, () => {
		let server;
		before(async () => { server = await start(); });
		after(() => server.stop());

		test('figures are for the machine itself', async () => {
			assert.match(await server.text('/metrics'), /^demarc_edition_info/m);
			assert.equal((await server.get('/metrics', { from: stranger })).status, 403);
			for (const path of ['/metrics?x=1', '/%6detrics', '/m%65trics', '//metrics', '/metrics/', '/METRICS', '/./metrics', '/x/../metrics', '/x/%2e%2e/metrics',
				'/%2fmetrics', '/metrics%00', '/metrics%20', '/metrics;x', '/metrics//', '/%4dETRICS', '/metrics%3f', '/metrics#x']) {
				const { body } = await server.get(path, { from: stranger });
				assert.doesNotMatch(body.toString(), /demarc_/, path);
			}
			assert.equal((await server.get('/healthz', { from: stranger })).status, 200);
			assert.equal((await server.get('/chrofy/en/', { from: stranger })).status, 200);
		});

		test('no version of a server is named', async () => {
			const answers = [await garbage(server.port)];
			for (const path of ['/chrofy/en/', '/nowhere', '/%', '/metrics', `/${'x'.repeat(20000)}`]) {
				const { headers, body } = await server.get(path, { from: stranger });
				answers.push(headers.server ?? '', headers['x-powered-by'] ?? '', headers.via ?? '', body.toString());
			}
			for (const answer of answers) assert.doesNotMatch(answer, /(nginx|lighttpd|apache|haproxy|demarc)[/ ]v?\d/i);
		});
	});
}

describe('broken data', () => {
	let server;
	let good;
	before(async () => {
		server = await nginx();
		good = readFileSync(server.matrix, 'utf8');
	});
	after(() => server.stop());

	test('everybody learns since when, the operator what', async () => {
		const ready = await server.health();
		const start = Math.floor(Date.now() / 1000);
		writeFileSync(server.matrix, good.replace('party="customer"', 'party="secret-partner"'));
		await server.healthy('degraded');
		const health = await server.health();
		const { degraded_at: since, ...rest } = health;
		assert.ok(Number.isInteger(since) && since >= start, JSON.stringify(health));
		assert.deepEqual(rest, { ...ready, status: 'degraded' });
		assert.doesNotMatch(JSON.stringify(health), /secret|\.xml|\//);
		for (const path of ['/metrics', '/chrofy/en/about', '/nowhere']) assert.doesNotMatch(await server.text(path), /secret-partner|edition-1\.xml:/);
		assert.match(await server.text('/metrics'), new RegExp(`^demarc_degraded_timestamp_seconds ${since}$`, 'm'));
		await until('the log says what', async () => /event=reload-failed .*edition-1\.xml:\d+:\d+: .*'secret-partner'/.test(server.stderr));
		writeFileSync(server.matrix, good);
		await server.healthy('ready');
		assert.ok(!('degraded_at' in await server.health()));
	});
});
