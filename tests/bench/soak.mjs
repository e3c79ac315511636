// Some minutes under load while everything goes wrong in turn: what was done, what readers saw of it, and the memory of the
// workers at the start and at the end. usage: soak.mjs SECONDS [FRONT…]
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { apache, haproxy, lighttpd, load, nginx, sleep } from '../e2e/servers.mjs';

const seconds = Number(process.argv[2] ?? 600);
const starts = { nginx, lighttpd, apache, haproxy };
const fronts = process.argv.length > 3 ? process.argv.slice(3) : ['nginx'];
const paths = ['/chrofy/ja/', '/chrofy/en/controls', '/chrofy/ja/controls/9.2.1', '/chrofy/en/mapping', '/chrofy/diagrams/stack.svg?lang=ja',
	'/chrofy/diagrams/matrix.png?lang=en', '/chrofy/data/matrix.json', '/chrofy/en/search?q=log'];

// Each act, and the wait until it has had its effect.
const acts = (server, good) => {
	const save = (text) => writeFileSync(server.matrix, text);
	let n = 0;
	return {
		'an edit is saved': () => save(good.replaceAll('account-mgt@chrofy.co.jp', `mail${n++}@chrofy.co.jp`)),
		'an edit is renamed over': () => {
			writeFileSync(join(server.dir, 'new.xml'), good.replaceAll('account-mgt@chrofy.co.jp', `mail${n++}@chrofy.co.jp`));
			renameSync(join(server.dir, 'new.xml'), server.matrix);
		},
		'half a file': () => save(good.slice(0, good.length / 2)),
		'50 MB': () => save(good + ' '.repeat(50 << 20)),
		'the file vanishes': () => rmSync(server.matrix),
		'a worker is killed': () => { const [pid] = server.workers?.() ?? []; if (pid) process.kill(pid, 'SIGKILL'); },
		'a worker is stuck': () => { const pid = server.workers().at(-1); if (pid) process.kill(pid, 'SIGSTOP'); },
		'a worker is ended': () => { const pid = server.workers().at(-1); if (pid) process.kill(pid, 'SIGTERM'); },
		'a leader is killed': () => { const [pid] = server.leaders(); if (pid) process.kill(pid, 'SIGKILL'); },
		'SIGHUP': () => server.supervisor.kill('SIGHUP'),
	};
};

const memory = async (server) => [...(await server.text('/metrics')).matchAll(/^demarc_worker_resident_memory_bytes\S* (\d+)/gm)]
	.map((m) => Math.round(m[1] / 2 ** 20)).sort((a, b) => b - a);

async function soak(name) {
	const server = await starts[name]();
	const good = readFileSync(server.matrix, 'utf8');
	const rows = new Map(Object.keys(acts(server, good)).map((act) => [act, { times: 0, sent: 0, failed: 0 }]));
	const all = Object.entries(acts(server, good));
	await sleep(6000);
	const before = await memory(server);
	const end = Date.now() + (seconds * 1000) / fronts.length;
	for (let i = 0; Date.now() < end; i++) {
		const [act, perform] = all[i % all.length];
		const running = load(server, paths, { lanes: 8 });
		await sleep(300);
		perform();
		await sleep(act.endsWith('stuck') ? 9000 : 4000);
		const counts = await running.stop();
		const row = rows.get(act);
		row.times++;
		row.sent += counts.sent;
		row.failed += counts.failed;
		for (const failure of counts.failures.slice(0, 3)) console.log(`  ${name}: ${act}: ${failure}`);
		writeFileSync(server.matrix, good);
		await server.healthy('ready');
	}
	await sleep(8000);
	const after = await memory(server);
	for (const [act, { times, sent, failed }] of rows)
		console.log(`${name.padEnd(9)} ${act.padEnd(26)} ${String(times).padStart(4)} times ${String(sent).padStart(9)} requests ${String(failed).padStart(5)} failed`);
	console.log(`${name.padEnd(9)} memory of the workers, MiB    ${before.join(' ')} at the start, ${after.join(' ')} at the end`);
	await server.stop();
}

for (const name of fronts) await soak(name);
