// Whatever comes over the program's own socket, and however slowly, no worker dies of it and nobody else waits.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import http from 'node:http';
import { apache, nginx, sleep, until } from './servers.mjs';
import { ABORT, BEGIN, Connection, GET_VALUES, PARAMS, STDIN, ask, begin, head, pair, record } from './fastcgi.mjs';

const PAGE = '/chrofy/en/about';
const LARGE = '/chrofy/diagrams/matrix.png?scale=4&lang=ja';

// So many pages, while others do what they do.
async function read(server, count) {
	for (let i = 0; i < count; i++) assert.equal((await server.get(PAGE)).status, 200);
}

// Sends a byte each now and then until stopped.
function drip(write) {
	const timer = setInterval(write, 100);
	return () => clearInterval(timer);
}

describe('records', () => {
	let server;
	let workers;
	before(async () => {
		server = await nginx();
		workers = server.workers();
	});
	after(() => server.stop());
	const open = () => new Connection(server);

	const closed = {
		'a name of two gigabytes': [begin(), record(PARAMS, Buffer.from([255, 255, 255, 255, 1, 97])), record(PARAMS)],
		'lengths whose sum is little': [begin(), record(PARAMS, Buffer.from([255, 255, 255, 253, 128, 0, 0, 1])), record(PARAMS)],
		'half a variable': [begin(), record(PARAMS, pair('PATH_INFO', '/').subarray(0, 9)), record(PARAMS)],
		'another version': [record(BEGIN, Buffer.alloc(8), { version: 2 })],
		'HTTP': [Buffer.from('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
		'nothing but ones': [Buffer.alloc(4096, 255)],
		'a beginning that is too long': [record(BEGIN, Buffer.alloc(65535))],
		'a question that is too long': [record(GET_VALUES, Buffer.alloc(65535), { id: 0 })],
		'a request begun twice': [begin(), begin()],
		'forty megabytes of no use': [head(PAGE), ...Array.from({ length: 640 }, () => record(STDIN, Buffer.alloc(65535)))],
	};
	for (const [name, records] of Object.entries(closed)) {
		test(`${name} ends the connection, and nothing else`, async () => {
			const connection = open().send(...records);
			await until('it is closed', async () => connection.closed, 60);
			assert.deepEqual(server.workers(), workers);
			await read(server, 1);
		});
	}

	const answered = {
		'questions, the same ever again': [record(GET_VALUES, Buffer.concat(Array.from({ length: 20 }, () => Buffer.from('\x0e\0FCGI_MAX_CONNS'))), { id: 0 })],
		'unknown types': Array.from({ length: 256 }, (_, type) => record(type, Buffer.from('xyz'), { id: type === BEGIN ? 0 : 9, padding: 5 })),
		'no bytes at all, a thousand times': Array.from({ length: 1000 }, () => record(STDIN)),
		'a role that is not ours': [begin({ role: 3, id: 9 })],
		'a request that is given up': [begin({ id: 9 }), record(ABORT, undefined, { id: 9 })],
		'bodies of requests that are none': [record(PARAMS, Buffer.alloc(65535, 255), { id: 3 }), record(STDIN, Buffer.alloc(65535), { id: 4 })],
	};
	for (const [name, records] of Object.entries(answered)) {
		test(`${name}: a request that follows is answered`, async () => {
			const connection = open().send(...records, ask(PAGE));
			let answer;
			do { answer = await connection.next(); assert.notEqual(answer, null); } while (answer.id !== 1);
			assert.equal(answer.status, 200);
			connection.end();
			assert.deepEqual(server.workers(), workers);
		});
	}

	test('requests that are begun meanwhile are refused, one by one, and the first is answered', async () => {
		const connection = open().send(begin({ id: 1 }), ...Array.from({ length: 100 }, (_, i) => begin({ id: 2 + i })));
		for (let i = 0; i < 100; i++) assert.deepEqual((({ id, protocol }) => ({ id, protocol }))(await connection.next()), { id: 2 + i, protocol: 1 });
		connection.send(ask(PAGE, { id: 1 }).subarray(16));
		assert.equal((await connection.next()).status, 200);
		connection.end();
	});

	test('a hundred requests sent at once are answered in their order', async () => {
		const connection = open().send(...Array.from({ length: 100 }, (_, i) => ask(i % 2 ? PAGE : '/chrofy/en/', { id: 1 + i })));
		for (let i = 0; i < 100; i++) {
			const { id, status } = await connection.next();
			assert.deepEqual({ id, status }, { id: 1 + i, status: 200 });
		}
		connection.end();
	});

	test('a request is the same one byte at a time', async () => {
		const connection = open();
		const expected = await connection.get(PAGE);
		for (const byte of ask(PAGE)) {
			connection.socket.write(Buffer.from([byte]));
			await new Promise(setImmediate);
		}
		assert.equal((await connection.next()).text, expected.text);
		connection.end();
	});

	test('a request with more variables than we take is told so, and the next one is answered', async () => {
		const connection = open();
		const large = record(PARAMS, pair('HTTP_X', 'x'.repeat(60000)));
		connection.send(begin(), ...Array.from({ length: 10 }, () => large), ask(PAGE).subarray(16));
		assert.equal((await connection.next()).status, 431);
		assert.equal((await connection.get(PAGE)).status, 200);
		connection.end();
	});

	test('requests that come drop by drop keep nobody waiting, and end', async () => {
		const connections = Array.from({ length: 100 }, open);
		const bytes = Buffer.concat([begin(), record(PARAMS, Buffer.alloc(60000))]);
		let sent = 8;
		connections.forEach(({ socket }) => socket.write(bytes.subarray(0, sent)));
		const stop = drip(() => { connections.forEach(({ socket }) => socket.write(bytes.subarray(sent, sent + 1))); sent++; });
		await read(server, 50); // all hundred might have a thread by now
		await until('all are closed', async () => connections.every((c) => c.closed), 60);
		stop();
		assert.deepEqual(server.workers(), workers);
	});

	test('bodies that come drop by drop keep nobody waiting: their requests are answered, and end', async () => {
		const connections = Array.from({ length: 100 }, open);
		connections.forEach((c) => c.send(head(PAGE), record(STDIN, Buffer.alloc(0), { length: 60000 })));
		const stop = drip(() => connections.forEach(({ socket }) => socket.write('x')));
		for (const c of connections) assert.equal((await c.next()).status, 200);
		await read(server, 50);
		await until('all are closed', async () => connections.every((c) => c.closed), 60);
		stop();
	});

	test('answers that nobody takes keep nobody waiting', async () => {
		const { text } = await open().get(LARGE);
		const times = Math.ceil(1_000_000 / text.length); // more than a socket holds
		const connections = Array.from({ length: 100 }, () => {
			const c = open();
			c.socket.pause();
			return c.send(...Array.from({ length: times }, () => ask(LARGE)));
		});
		await sleep(500); // until the sockets are full
		await read(server, 50);
		assert.ok(connections.every((c) => !c.closed));
		connections.slice(0, 10).forEach((c) => c.socket.resume()); // who takes it after all gets it whole
		for (const c of connections.slice(0, 10))
			for (let i = 0; i < times; i++) assert.equal((await c.next()).text, text);
		connections.forEach((c) => c.end());
		await read(server, 10);
		assert.deepEqual(server.workers(), workers);
	});
});

describe('Apache and bodies', () => {
	let server;
	before(async () => { server = await apache(); });
	after(() => server.stop());

	test('bodies that come drop by drop keep no reader of pages waiting', async () => {
		const requests = Array.from({ length: 80 }, () => {
			const request = http.request({ host: '127.0.0.1', port: server.port, path: PAGE, method: 'POST', agent: false, headers: { 'Content-Length': 100_000 } });
			request.on('error', () => {}).on('response', (response) => response.resume().on('error', () => {}));
			request.write('x');
			return request;
		});
		const stop = drip(() => requests.forEach((request) => request.write('x')));
		await sleep(500);
		await read(server, 50);
		stop();
		requests.forEach((request) => request.destroy());
		await read(server, 1);
	});
});
