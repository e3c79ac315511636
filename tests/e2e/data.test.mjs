// The examples of docs/data.md, as they stand there, against a server and by the program; and what the data carry as headers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { nginx } from './servers.mjs';

const examples = [...readFileSync('docs/data.md', 'utf8').matchAll(/```console\n\$ (.*)\n([\s\S]*?)```/g)].map(([, command, output]) => ({ command, output }));

const run = (command, env) => new Promise((done) => {
	const child = spawn('bash', ['-o', 'pipefail', '-c', command], { env: { ...process.env, ...env } });
	let output = '';
	child.stdout.on('data', (chunk) => { output += chunk; });
	child.on('close', (status) => done({ status, output }));
});

describe('data', () => {
	let server;
	before(async () => { server = await nginx(); });
	after(() => server.stop());

	test('the examples of the manual print what the manual says', async () => {
		assert.ok(examples.length >= 13);
		for (const { command, output } of examples) {
			const result = await run(command, { S: `http://127.0.0.1:${server.port}/chrofy`, PATH: `build/release:${process.env.PATH}` });
			assert.deepEqual(result, { status: 0, output }, command);
		}
	});

	test('every address of openapi.json answers', async () => {
		const { paths } = JSON.parse(await server.text('/chrofy/data/openapi.json'));
		assert.ok(Object.keys(paths).length > 15);
		for (const [path, { get }] of Object.entries(paths)) {
			const target = path.replace(/{(\w+)}/g, (_, name) => get.parameters.find((p) => p.name === name).example);
			const { status, headers } = await server.get(target);
			assert.equal(status, 200, target);
			for (const type of Object.keys(get.responses[200].content ?? {})) assert.equal(headers['content-type'].split(';')[0], type, target);
		}
	});

	test('data may be read from anywhere, are named for a download, and have tags', async () => {
		for (const file of ['matrix.xlsx', 'controls.csv', 'matrix.json', 'oscal/mapping-collection.xml']) {
			for (const edition of ['', '/editions/1']) {
				const { status, headers } = await server.get(`/chrofy${edition}/data/${file}`);
				assert.equal(status, 200, file);
				assert.equal(headers['access-control-allow-origin'], '*');
				assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
				assert.equal(headers['content-disposition'], `inline; filename="chrofy-1-${file.replace('oscal/', '')}"`);
				const again = await server.get(`/chrofy${edition}/data/${file}`, { headers: { 'If-None-Match': headers.etag } });
				assert.equal(again.status, 304, file);
			}
		}
		assert.equal((await server.get('/chrofy/data/matrix.xlsx', { headers: { 'Accept-Encoding': 'br' } })).headers['content-encoding'], undefined);
		assert.equal((await server.get('/chrofy/data/matrix.json', { headers: { 'Accept-Encoding': 'br' } })).headers['content-encoding'], 'br');
		assert.equal((await server.get('/chrofy/data/nothing.csv')).status, 404);
		assert.match((await server.get('/chrofy/data/', { headers: { 'Accept-Language': 'en' } })).headers.location, /\/chrofy\/en\/data$/);
	});
});
