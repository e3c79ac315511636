// Hosts that are none, beside hosts that are: nobody gets another's answer. HAProxy hands over whatever a client says.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { haproxy } from './servers.mjs';

const unpack = { br: brotliDecompressSync, gzip: gunzipSync, identity: (body) => body };
const page = '/chrofy/en/embed';

describe('hosts', () => {
	let server;
	before(async () => { server = await haproxy(); });
	after(() => server.stop());

	const ask = async (host, coding) => {
		const { status, headers, body } = await server.get(page, { headers: { Host: host, 'Accept-Encoding': coding } });
		return { status, etag: headers.etag, body: body.length > 0 ? unpack[headers['content-encoding'] ?? 'identity'](body).toString() : '' };
	};

	test('each host gets its own page, whatever others ask at the same time', async () => {
		const hosts = ['a', 'a br', 'a gzip', 'b', 'b br', '1:a', 'a:80', 'a http://b'];
		const expected = new Map();
		for (const host of hosts) expected.set(host, await ask(host, 'identity'));
		for (const { status, body } of expected.values()) assert.ok(status === 200 && body.endsWith('</html>\n'));
		for (let round = 0; round < 40; round++) {
			const asked = hosts.flatMap((host) => ['identity', 'gzip', 'br'].map((coding) => ({ host, coding })));
			const answers = await Promise.all(asked.map(({ host, coding }) => ask(host, coding)));
			answers.forEach(({ status, body }, i) => {
				assert.equal(status, 200);
				assert.ok(body === expected.get(asked[i].host).body, `${asked[i].host}, ${asked[i].coding}: ${body.length} characters`);
			});
		}
	});

	test('a host is named in the page, what is none is not', async () => {
		for (const host of ['trust.example', 'trust.example:8080', '192.0.2.1', '[2001:db8::1]:443'])
			assert.ok((await ask(host, 'br')).body.includes(`http://${host}/chrofy/diagrams/`), host);
		assert.ok((await ask('Trust.EXAMPLE', 'br')).body.includes('http://trust.example/chrofy/diagrams/'));
		const none = await ask('a b', 'br');
		for (const host of ['a br', 'user@a', 'a/b', 'a,b', 'a:99999', '[a]', '"><script>', 'x'.repeat(300), 'x'.repeat(1200), 'a%20b']) {
			const { status, etag, body } = await ask(host, 'br');
			assert.equal(status, 200, host);
			assert.equal(etag, none.etag, host);
			assert.ok(body === none.body, host);
		}
	});

	test('what other headers say of hosts is not read', async () => {
		const { body } = await ask('a', 'br');
		for (const name of ['X-Forwarded-Host', 'X-Forwarded-Proto', 'Forwarded', 'X-Host', 'X-Original-Host']) {
			const other = await server.get(page, { headers: { Host: 'a', [name]: name === 'Forwarded' ? 'host=evil.example;proto=https' : 'evil.example' } });
			assert.ok(other.body.toString() === body, name);
		}
	});
});
