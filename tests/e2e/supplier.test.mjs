// A supplier's own document is watched like ours: a change of it shows, and one that cannot be read changes nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nginx, until } from './servers.mjs';

const PAGE = '/papermill/en/suppliers/nebuline';

describe("a supplier's document", () => {
	let server, theirs, good;

	before(async () => {
		server = await nginx();
		cpSync('tests/data/suppliers/matrix/papermill', join(server.data, 'matrix/papermill'), { recursive: true });
		theirs = join(server.data, 'matrix/papermill/suppliers/nebuline.xml');
		good = readFileSync(theirs, 'utf8');
		await shows('patches it within 30 days');
	});
	after(() => server.stop());

	const page = async () => server.text(PAGE);
	const shows = (words) => until(`the page says ${words}`, async () => (await page()).includes(words));

	test('is shown as it is saved, with pages and tags of its own', async () => {
		const tag = async (path) => (await server.get(path)).headers.etag;
		const [was, boundary] = [await tag(PAGE), await tag('/papermill/en/boundary')];
		writeFileSync(theirs, good.replace('within 30 days', 'within 14 days'));
		await shows('within 14 days');
		assert.notEqual(await tag(PAGE), was);
		assert.notEqual(await tag('/papermill/en/boundary'), boundary);
	});

	for (const [name, text] of [['half a document', '<matrix xmlns="urn:demarc:1" service="x"'], ['one with a mistake', '<matrix xmlns="urn:demarc:1" service="x" original="en"/>']])
		test(`${name} leaves the page as it was, and says where`, async () => {
			await until('the generation before has left', async () => server.leaders().length === 1);
			const shown = await page();
			const said = server.stderr.length;
			writeFileSync(theirs, text);
			await server.healthy('degraded');
			await until('the log says why', async () => /event=reload-failed .*suppliers\/nebuline\.xml:\d+:\d+: \S/.test(server.stderr.slice(said)));
			assert.equal(await page(), shown);
		});

	test('one that is gone takes its page along and nothing else, and comes back', async () => {
		rmSync(theirs);
		await until('its page is gone', async () => (await server.get(PAGE)).status === 404);
		assert.equal((await server.get('/papermill/en/boundary')).status, 200);
		assert.equal((await server.get('/papermill/en/suppliers/wattline')).status, 200);
		writeFileSync(theirs, good);
		await shows('patches it within 30 days');
	});
});
