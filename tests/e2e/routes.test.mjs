// Every route, through each of the fronts that we ship a configuration for.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { DEMARC, apache, haproxy, lighttpd, nginx, request } from './servers.mjs';

const start = { lighttpd, nginx, apache, haproxy };
const targets = (xml) => [...xml.matchAll(/<loc>[^<]*?(\/[a-z][^<]*)<\/loc>/g)].map((m) => m[1].replace(/^\/\/[^/]+/, ''));
const picture = '/chrofy/diagrams/stack.svg?lang=ja';

for (const name of Object.keys(start)) {
	describe(name, () => {
		let server;
		let pages;
		before(async () => {
			server = await start[name]();
			pages = targets(await server.text('/sitemap.xml'));
		});
		after(() => server.stop());

		test('the site map has every page in both languages', () => {
			for (const lang of ['ja', 'en']) {
				const own = pages.filter((page) => page.startsWith(`/chrofy/${lang}/`));
				assert.equal(own.filter((page) => page.includes('/controls/')).length, 40);
				for (const rest of ['', 'boundary', 'controls', 'mapping', 'about']) assert.ok(own.includes(`/chrofy/${lang}/${rest}`));
			}
		});

		test('every page answers 200 in its language, with its length and headers', async () => {
			for (const page of pages) {
				const { status, headers, body } = await server.get(page);
				assert.equal(status, 200, page);
				assert.equal(Number(headers['content-length']), body.length, page);
				assert.equal(headers['content-language'], page.split('/')[2], page);
				assert.match(headers['content-security-policy'], /default-src 'none'/);
				assert.equal(headers['x-content-type-options'], 'nosniff');
				assert.match(headers.etag, /^"[^"]+"$/);
				assert.match(headers['cache-control'], /max-age=/);
			}
		});

		test('HEAD is GET without a body', async () => {
			for (const page of ['/chrofy/ja/', picture, '/chrofy/en/controls/9.2.1']) {
				const get = await server.get(page);
				const head = await server.get(page, { method: 'HEAD' });
				assert.equal(head.status, 200);
				assert.equal(head.body.length, 0);
				for (const header of ['etag', 'content-length', 'content-type', 'cache-control'])
					assert.equal(head.headers[header], get.headers[header], `${page} ${header}`);
			}
		});

		test('an entity tag that still holds gives 304 with the same validators', async () => {
			for (const page of ['/chrofy/ja/', picture, '/chrofy/diagrams/stack.png?lang=en']) {
				const { headers } = await server.get(page);
				const again = await server.get(page, { headers: { 'If-None-Match': `"x", ${headers.etag}` } });
				assert.equal(again.status, 304, page);
				assert.equal(again.body.length, 0);
				assert.equal(again.headers.etag, headers.etag);
				assert.equal(again.headers['cache-control'], headers['cache-control']);
				assert.equal((await server.get(page, { headers: { 'If-None-Match': '"other"' } })).status, 200);
			}
		});

		test('the time it was last changed gives 304 too', async () => {
			for (const page of ['/chrofy/ja/', picture, '/chrofy/data/matrix.xml']) {
				const { headers } = await server.get(page);
				const since = headers['last-modified'];
				assert.ok(Date.parse(since) < Date.now(), `${page} ${since}`);
				assert.equal((await server.get(page, { headers: { 'If-Modified-Since': since } })).status, 304, page);
				const other = { 'If-Modified-Since': since, 'If-None-Match': '"other"' };
				assert.equal((await server.get(page, { headers: other })).status, 200, page);
			}
		});

		test('br and gzip hold the same bytes as identity, under tags of their own', async () => {
			const plain = await server.get('/chrofy/ja/controls');
			const br = await server.get('/chrofy/ja/controls', { headers: { 'Accept-Encoding': 'gzip, br' } });
			const gzip = await server.get('/chrofy/ja/controls', { headers: { 'Accept-Encoding': 'gzip, br;q=0' } });
			assert.equal(br.headers['content-encoding'], 'br');
			assert.equal(gzip.headers['content-encoding'], 'gzip');
			assert.match(br.headers.vary, /accept-encoding/i);
			assert.deepEqual(brotliDecompressSync(br.body), plain.body);
			assert.deepEqual(gunzipSync(gzip.body), plain.body);
			assert.equal(new Set([plain, br, gzip].map((r) => r.headers.etag)).size, 3);
		});

		test('the root goes to the reader’s language', async () => {
			for (const [accept, lang] of [['ja', 'ja'], ['en-GB,en;q=0.8', 'en'], ['fr', 'en'], ['*', 'en'], ['ja;q=0.2, en;q=0.9', 'en']]) {
				const { status, headers } = await server.get('/', { headers: { 'Accept-Language': accept } });
				assert.equal(status, 302);
				assert.match(headers.location, new RegExp(`/chrofy/${lang}/$`));
				assert.match(headers.vary, /accept-language/i);
			}
		});

		test('other methods are refused with what is allowed', async () => {
			for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
				const { status, headers } = await server.get('/chrofy/ja/', { method });
				assert.equal(status, 405, method);
				assert.equal(headers.allow, 'GET, HEAD');
			}
		});

		test('what is not there is a page in the reader’s language', async () => {
			const ja = await server.get('/chrofy/ja/controls/99.9');
			const en = await server.get('/nowhere', { headers: { 'Accept-Language': 'en' } });
			assert.equal(ja.status, 404);
			assert.match(ja.body.toString(), /<html lang="ja"/);
			assert.equal(en.status, 404);
			assert.match(en.body.toString(), /<html lang="en"/);
		});

		test('a bad value is named with what is allowed', async () => {
			const { status, body } = await server.get('/chrofy/diagrams/stack.svg?theme=pink');
			assert.equal(status, 400);
			for (const word of ['theme', 'pink', 'light', 'dark']) assert.ok(body.toString().includes(word), word);
			assert.equal((await server.get('/chrofy/diagrams/stack.svg?nobody=knows')).status, 200);
		});

		test('too much is refused', async () => {
			const long = await server.get(`/chrofy/ja/controls?q=${'x'.repeat(5000)}`);
			assert.ok([414, 400].includes(long.status), String(long.status));
		});

		test('a header that is too long is passed over', async () => {
			const plain = await server.get('/chrofy/ja/');
			for (const name of ['Accept-Language', 'Accept-Encoding', 'If-None-Match', 'If-Modified-Since']) {
				const { status, body } = await server.get('/chrofy/ja/', { headers: { [name]: '"x", '.repeat(300) + plain.headers.etag } });
				assert.equal(status, 200, name);
				assert.ok(body.equals(plain.body), name);
			}
		});

		test('hostile paths and parameters are answered, never served', async () => {
			for (const path of ['/..%2f..%2fetc/passwd', '/chrofy/ja/%00', '/static/../Makefile', '/%ff', '/chrofy/ja/controls?q=%3Cscript%3E',
				'/chrofy/diagrams/stack.svg?width=999999999', '/chrofy/ja/controls?q=%zz']) {
				const { status, body } = await request(server.port, path);
				assert.ok(status < 500, `${path}: ${status}`);
				assert.ok(!body.toString().includes('<script>'), path);
			}
		});

		test('one picture, the same bytes from every way to get it', async () => {
			for (const format of ['svg', 'png']) {
				const target = `/chrofy/diagrams/stack.${format}?lang=en&theme=dark`;
				const http = (await server.get(target)).body;
				const options = { env: { ...process.env, LC_ALL: 'C.UTF-8' }, maxBuffer: 1 << 26 };
				assert.deepEqual(http, execFileSync(DEMARC, ['get', '-b', target, 'data'], options), `${format}: http and get`);
				options.env.DEMARC_BASE_URL = 'https://trust.example.com/x'; // a picture that stands elsewhere can only name it so
				const got = execFileSync(DEMARC, ['get', '-b', target, 'data'], options);
				const drawn = execFileSync(DEMARC, ['render', 'stack', '--format', format, '--lang', 'en', '--theme', 'dark',
					'data/matrix/chrofy/edition-1.xml'], options);
				assert.deepEqual(got, drawn, `${format}: get and render`);
				if (format === 'png') assert.deepEqual(http, drawn, 'http and render');
			}
		});
	});
}
