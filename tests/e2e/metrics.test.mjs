// /metrics as Prometheus reads it (text format 0.0.4), and that it counts what was done.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { nginx, until } from './servers.mjs';

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const SAMPLE = new RegExp(`^(${NAME})(?:\\{((?:${NAME}="(?:[^"\\\\\\n]|\\\\.)*",?)*)\\})? ([0-9.eE+-]+|NaN|[+-]Inf)$`);

// The families, strictly: HELP, TYPE, then samples of that family only, none of them twice.
function parse(text) {
	const families = new Map();
	const seen = new Set();
	let family;
	assert.ok(text.endsWith('\n'));
	for (const line of text.slice(0, -1).split('\n')) {
		const help = /^# HELP (\S+) \S.*$/.exec(line);
		const type = /^# TYPE (\S+) (counter|gauge|histogram|summary)$/.exec(line);
		if (help) {
			assert.ok(!families.has(help[1]), `${help[1]} is there twice`);
			family = { name: help[1], samples: [] };
			families.set(family.name, family);
		} else if (type) {
			assert.equal(type[1], family.name);
			family.type = type[2];
		} else {
			const sample = SAMPLE.exec(line);
			assert.ok(sample, `not a sample: ${line}`);
			const [, name, labels = '', value] = sample;
			const suffixes = { histogram: ['_bucket', '_sum', '_count'], summary: ['_sum', '_count'] }[family.type] ?? [''];
			assert.ok(suffixes.some((suffix) => name === family.name + suffix), `${name} in ${family.name}`);
			assert.ok(!seen.has(`${name}{${labels}}`), `${line}: twice`);
			seen.add(`${name}{${labels}}`);
			family.samples.push({ name, labels: Object.fromEntries([...labels.matchAll(/([^=,]+)="([^"]*)"/g)].map((m) => [m[1], m[2]])), value: Number(value) });
		}
	}
	for (const { name, type, samples } of families.values()) {
		if (type === 'counter') assert.match(name, /_total$/);
		if (type === 'histogram') buckets(name, samples);
	}
	return families;
}

// Cumulative, in order, and the last one is the count.
function buckets(name, samples) {
	for (const content of new Set(samples.map((s) => s.labels.content))) {
		const own = samples.filter((s) => s.labels.content === content);
		const rows = own.filter((s) => s.name.endsWith('_bucket'));
		for (let i = 1; i < rows.length; i++) {
			assert.ok(rows[i].value >= rows[i - 1].value, `${name} ${content}: not cumulative`);
			assert.ok(rows[i].labels.le === '+Inf' || Number(rows[i].labels.le) > Number(rows[i - 1].labels.le));
		}
		assert.equal(rows.at(-1).labels.le, '+Inf');
		assert.equal(rows.at(-1).value, own.find((s) => s.name.endsWith('_count')).value);
	}
}

describe('metrics', () => {
	let server;
	const start = Math.floor(Date.now() / 1000);
	before(async () => { server = await nginx(); });
	after(() => server.stop());

	const read = async () => parse(await server.text('/metrics'));
	const value = (families, name, labels = {}) => families.get(name).samples
		.filter((s) => Object.entries(labels).every(([key, wanted]) => s.labels[key] === wanted)).reduce((sum, s) => sum + s.value, 0);

	test('requests are counted by address and status, and timed', async () => {
		const start = await read();
		const route = '/{service}/{edition}/{lang}/controls/{clause}';
		for (let i = 0; i < 3; i++) await server.get('/chrofy/en/controls/9.2.1');
		await server.get('/chrofy/en/controls/77');
		await server.get('/no/such/place/at/all');
		const end = await read();
		const more = (name, labels) => value(end, name, labels) - value(start, name, labels);
		assert.equal(more('demarc_requests_total', { route, status: '200' }), 3);
		assert.equal(more('demarc_requests_total', { route, status: '404' }), 1);
		assert.equal(more('demarc_requests_total', { route: '', status: '404' }), 1);
		assert.equal(end.get('demarc_request_duration_seconds').samples.find((s) => s.name.endsWith('_count') && s.labels.content === 'page').value -
			start.get('demarc_request_duration_seconds').samples.find((s) => s.name.endsWith('_count') && s.labels.content === 'page').value, 5);
	});

	test('pictures and the cache are counted', async () => {
		const start = await read();
		const own = { kind: 'coverage', format: 'webp' };
		await server.get('/chrofy/diagrams/coverage.webp?width=777');
		const end = await read();
		const drawn = (families) => families.get('demarc_picture_duration_seconds').samples
			.filter((s) => s.name.endsWith('_count') && s.labels.kind === own.kind && s.labels.format === own.format).reduce((sum, s) => sum + s.value, 0);
		assert.equal(drawn(end) - drawn(start), 1);
		assert.equal(value(end, 'demarc_cache_requests_total', { result: 'miss' }) - value(start, 'demarc_cache_requests_total', { result: 'miss' }), 1);
	});

	test('it is known what is served, by what, and how large the workers are', async () => {
		const families = await read();
		assert.deepEqual(families.get('demarc_edition_info').samples.map((s) => s.labels),
			[{ service: 'chrofy', edition: '1', date: '2024-07-26', status: 'published' }]);
		assert.match(families.get('demarc_build_info').samples[0].labels.build, /^[0-9a-f]{8,}$/);
		const workers = value(families, 'demarc_workers');
		for (const name of ['demarc_worker_resident_memory_bytes', 'demarc_worker_cache_bytes']) {
			assert.equal(families.get(name).samples.length, workers, name);
			for (const sample of families.get(name).samples) assert.ok(sample.value > 1e5 && sample.value < 1e9, `${name} ${sample.value}`);
		}
		const loaded = value(families, 'demarc_loaded_timestamp_seconds');
		assert.ok(loaded >= start && loaded <= Date.now() / 1000, `loaded at ${loaded}`);
	});

	test('workers that die and generations that go leave nothing behind', async () => {
		const [victim] = server.workers();
		process.kill(victim, 'SIGKILL');
		await until('the death is counted', async () => value(await read(), 'demarc_worker_deaths_total') === 1);
		server.supervisor.kill('SIGHUP'); // the same data: nothing new
		await until('all workers are known', async () => (await read()).get('demarc_worker_cache_bytes').samples.length === value(await read(), 'demarc_workers'));
		await until('the new one is counted', async () => value(await read(), 'demarc_worker_starts_total') >= 3);
	});
});
