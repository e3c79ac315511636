// As a plain CGI program, through both of Apache's modules: mod_cgid beside mpm_event, mod_cgi with mpm_prefork. Both hand a
// query without "=" over as arguments (RFC 3875, 4.4).
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { DEMARC, cgi, until } from './servers.mjs';

for (const mpm of ['mpm_event', 'mpm_prefork']) {
	describe(`plain CGI, ${mpm}`, () => {
		let server;
		before(async () => { server = await cgi(mpm); });
		after(() => server.stop());

		test('every kind of address is answered as without a web server', async () => {
			const get = (path) => execFileSync(DEMARC, ['get', '-b', path, server.data], { maxBuffer: 1 << 24 });
			for (const path of ['/chrofy/en/', '/chrofy/ja/controls/9.2.1', '/chrofy/en/controls?party=customer', '/static/style.css',
				'/chrofy/diagrams/stack.svg?lang=ja', '/chrofy/diagrams/card.png?lang=en', '/chrofy/data/matrix.json']) {
				const { status, headers, body } = await server.get(path);
				assert.equal(status, 200, path);
				assert.equal(Number(headers['content-length']), body.length, path);
				assert.ok(body.equals(get(path)), path);
			}
		});

		test('HEAD, conditions, redirects and errors', async () => {
			const { headers } = await server.get('/chrofy/en/');
			const head = await server.get('/chrofy/en/', { method: 'HEAD' });
			assert.deepEqual([head.status, head.body.length, head.headers.etag], [200, 0, headers.etag]);
			assert.equal((await server.get('/chrofy/en/', { headers: { 'If-None-Match': headers.etag } })).status, 304);
			const home = await server.get('/', { headers: { 'Accept-Language': 'en' } });
			assert.deepEqual([home.status, new URL(home.headers.location, 'http://h').pathname], [302, '/chrofy/en/']);
			assert.equal((await server.get('/nowhere')).status, 404);
			assert.equal((await server.get('/chrofy/en/', { method: 'POST' })).status, 405);
			assert.equal((await server.get('/chrofy/diagrams/stack.svg?width=x')).status, 400);
		});

		test('a query is never a command', async () => {
			const page = await server.get('/chrofy/en/about');
			const { drop, data } = server;
			for (const words of ['--help', '--version', '-h', 'check', `check+${data}`, 'get+/healthz', `new+${drop}/new`, 'fcgi+--help',
				`render+card+-o+${drop}/card.svg+${data}`, `export+-o+${drop}/site+${data}`, `fcgi+-l+${drop}/socket+-w+1+${data}`,
				`export+--format+xml+-o+${drop}/xml+${data}`, `import+csv+-o+${drop}/csv+${data}`, `fcgi+/nowhere`, 'fcgi', '+', '%2d%2dhelp',
				`import+csv+--+${data}/matrix`, 'nonsense']) {
				const { status, body } = await server.get(`/chrofy/en/about?${words}`);
				assert.equal(status, 200, words);
				assert.ok(body.equals(page.body), words);
			}
			assert.deepEqual(readdirSync(drop), []);
		});

		test('broken data are an error that does not say what, and the log does', async () => {
			const whole = readFileSync(server.matrix, 'utf8');
			writeFileSync(server.matrix, whole.replace('</matrix>', ''));
			const { status, headers, body } = await server.get('/chrofy/en/');
			writeFileSync(server.matrix, whole);
			assert.equal(status, 500);
			assert.match(headers['content-type'], /^text\/plain/);
			assert.doesNotMatch(body.toString(), /edition-1|\//);
			await until('the log says what', async () => /edition-1\.xml:\d+:\d+: error/.test(readFileSync(`${server.dir}/error.log`, 'utf8') + server.stderr));
			assert.equal((await server.get('/chrofy/en/')).status, 200);
		});

		test('no version of the server is named', async () => {
			for (const path of ['/chrofy/en/', '/nowhere', '/%'])
				assert.doesNotMatch((await server.get(path)).headers.server ?? '', /\d/, path);
		});
	});
}
