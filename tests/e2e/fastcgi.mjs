// FastCGI 1.0 as a front speaks it, and as none should: records as bytes, and connections to the program's own socket.
import { connect } from 'node:net';
import { join } from 'node:path';

export const BEGIN = 1, ABORT = 2, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, GET_VALUES = 9;

export function record(type, content = Buffer.alloc(0), { id = 1, version = 1, padding = 0, length = content.length } = {}) {
	return Buffer.concat([Buffer.from([version, type, id >> 8, id & 255, length >> 8, length & 255, padding, 0]), content, Buffer.alloc(padding)]);
}

export const begin = (options = {}) => record(BEGIN, Buffer.from([0, options.role ?? 1, options.keep === false ? 0 : 1, 0, 0, 0, 0, 0]), options);
export const pair = (name, value) => Buffer.concat([Buffer.from([name.length, 128, 0, value.length >> 8, value.length & 255]), Buffer.from(name + value)]);

// Everything up to the body.
export function head(path, options = {}) {
	const [target, query = ''] = path.split('?');
	const pairs = { REQUEST_METHOD: 'GET', PATH_INFO: target, QUERY_STRING: query, ...options.variables };
	return Buffer.concat([begin(options), record(PARAMS, Buffer.concat(Object.entries(pairs).map(([name, value]) => pair(name, value))), options), record(PARAMS, undefined, options)]);
}
export const ask = (path, options = {}) => Buffer.concat([head(path, options), record(STDIN, undefined, options)]);

// A connection whose answers can be waited for, in the order of coming: { id, status, text, protocol }, null once it is closed.
export class Connection {
	constructor(server) {
		this.bytes = Buffer.alloc(0);
		this.out = {};
		this.answers = [];
		this.waiting = [];
		this.closed = false;
		this.socket = connect(join(server.dir, 'demarc.sock'));
		this.socket.on('data', (chunk) => this.take(chunk)).on('error', () => {}).on('close', () => {
			this.closed = true;
			for (const done of this.waiting.splice(0)) done(null);
		});
	}

	take(chunk) {
		this.bytes = Buffer.concat([this.bytes, chunk]);
		while (this.bytes.length >= 8) {
			const length = this.bytes.readUInt16BE(4), end = 8 + length + this.bytes[6];
			if (this.bytes.length < end) return;
			this.record(this.bytes[1], this.bytes.readUInt16BE(2), this.bytes.subarray(8, 8 + length));
			this.bytes = this.bytes.subarray(end);
		}
	}

	record(type, id, content) {
		if (type === STDOUT) this.out[id] = (this.out[id] ?? '') + content.toString('latin1');
		if (type !== END) return;
		const text = this.out[id] ?? '';
		delete this.out[id];
		const answer = { id, text, status: Number(/^Status: (\d+)/.exec(text)?.[1] ?? 0), retry: /^Retry-After: (.*)\r$/m.exec(text)?.[1], protocol: content[4] };
		const done = this.waiting.shift();
		if (done) done(answer);
		else this.answers.push(answer);
	}

	send(...buffers) { this.socket.write(Buffer.concat(buffers)); return this; }
	next(seconds = 60) {
		if (this.answers.length > 0) return Promise.resolve(this.answers.shift());
		if (this.closed) return Promise.resolve(null);
		return new Promise((done, fail) => {
			const timer = setTimeout(() => fail(new Error(`no answer within ${seconds} s`)), seconds * 1000);
			this.waiting.push((answer) => { clearTimeout(timer); done(answer); });
		});
	}
	get(path, options) { return this.send(ask(path, options)).next(); }
	end() { this.socket.destroy(); }
}
