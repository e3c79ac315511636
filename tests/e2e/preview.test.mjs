// The preview for authors: each save is followed, what check finds stands on the page, and nobody else gets it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEMARC, request, until } from './servers.mjs';

const freePort = () => new Promise((done) => {
	const server = createServer().listen(0, '127.0.0.1', () => {
		const { port } = server.address();
		server.close(() => done(port));
	});
});

describe('demarc preview', () => {
	let dir, file, good, port, child, said = '';

	before(async () => {
		dir = join(mkdtempSync(join(tmpdir(), 'demarc-preview-')), 'mine');
		assert.equal(spawnSync(DEMARC, ['new', dir]).status, 0);
		file = join(dir, 'matrix/example/edition-1.xml');
		good = readFileSync(file, 'utf8');
		port = await freePort();
		child = spawn(DEMARC, ['preview', `--port=${port}`, dir], { stdio: ['ignore', 'ignore', 'pipe'] });
		child.stderr.on('data', (chunk) => { said += chunk; });
		await until('it says where it is', async () => said.includes(`http://localhost:${port}/`));
	});
	after(() => {
		child.kill('SIGTERM');
		rmSync(join(dir, '..'), { recursive: true, force: true });
	});

	const get = (path, headers = {}) => request(port, path, { headers: { host: `localhost:${port}`, ...headers } });
	const page = async () => (await get('/example/en/')).body.toString('utf8');
	const panel = async () => /<section class="preview".*?<\/section>/s.exec(await page())?.[0] ?? '';
	const stamp = async () => (await get('/.demarc/stamp')).body.toString('utf8');
	const says = (words) => until(`the panel says ${words}`, async () => (await panel()).includes(words));

	test('shows the page with a panel, and keeps nothing', async () => {
		const answer = await get('/example/en/', { 'accept-encoding': 'br', 'if-none-match': '*' });
		assert.equal(answer.status, 200);
		assert.equal(answer.headers['cache-control'], 'no-store');
		assert.equal(answer.headers.etag, undefined);
		assert.match(await panel(), /Preview: 0 errors, 0 warnings\./);
		assert.equal((await get('/.demarc/preview.js')).status, 200);
		assert.equal((await get('/example/diagrams/stack.svg')).headers['content-type'], 'image/svg+xml');
	});

	test('a mistake is told on the page, which stays, and with its words escaped', async () => {
		const before = await stamp();
		writeFileSync(file, good.replace('<publisher party="provider"/>', '<publisher party="&lt;b>x"/>').replace('party="customer"', 'party="custmer"'));
		await says('Below is what was there before the errors.');
		assert.match(await panel(), /<strong>error<\/strong> <code>matrix\/example\/edition-1\.xml:\d+:\d+<\/code> /);
		assert.match(await panel(), /&lt;b&gt;x/);
		assert.match(await page(), /Example Cloud: who is responsible for what/);
		assert.notEqual(await stamp(), before);
	});

	test('a hundred findings are counted, and fifty told', async () => {
		const row = (i) => `<row id="r${i}"><name><text xml:lang="en">\u202e${i}</text></name><cell><part party="us" does="answers"/></cell></row>`;
		writeFileSync(file, good.replace(/(<table [^>]*>[\s\S]*?)(<row |<group )/, (_, a, b) => a + Array.from({ length: 100 }, (_, i) => row(i)).join('\n') + b));
		await says('more: demarc check tells them.');
		assert.equal([...(await panel()).matchAll(/<li>/g)].length, 50);
	});

	test('a save that mends it is shown', async () => {
		writeFileSync(file, good.replace('Example Cloud', 'Mended Cloud'));
		await until('the page has it', async () => (await page()).includes('Mended Cloud'));
		assert.match(await panel(), /Preview: 0 errors/);
	});

	test('other hosts, halves of requests and what is no HTTP get nothing and hold nobody up', async () => {
		assert.equal((await request(port, '/', { headers: { host: 'evil.example' } })).status, 421);
		const held = Array.from({ length: 20 }, () => createConnection(port, '127.0.0.1', function () { this.write('GET / HTTP/1.1\r\nHo'); }));
		const strange = createConnection(port, '127.0.0.1', function () { this.write('\x16\x03\x01 \r\n\r\n'); });
		const told = await new Promise((done) => strange.on('data', (bytes) => done(bytes.toString())));
		assert.match(told, /^HTTP\/1\.1 400 /);
		assert.match(await page(), /Mended Cloud/);
		for (const socket of [...held, strange]) socket.destroy();
	});

	test('it is the author\'s alone: no page that is served or exported has a panel', () => {
		const served = spawnSync(DEMARC, ['get', '-b', '/example/en/', dir]).stdout.toString();
		assert.match(served, /Mended Cloud/);
		assert.doesNotMatch(served, /preview|\.demarc/);
	});

	test('a port that is taken ends it with the reason', () => {
		const second = spawnSync(DEMARC, ['preview', `--port=${port}`, dir]);
		assert.equal(second.status, 2);
		assert.match(second.stderr.toString(), new RegExp(`${port}`));
		assert.equal(spawnSync(DEMARC, ['preview', '--port=0', dir]).status, 2);
	});
});
