#!/usr/bin/env node
// The search: each query of queries.tsv has its best answer first, and the browser's module gives the very results that
// the server gives, from the index that the server exports. $DEMARC is the program (build/release/demarc).
import { execFile } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
process.chdir(new URL('../..', import.meta.url).pathname);
// As a browser takes it: node would have the file's name end in .mjs.
const { prepare, search, show } = await import(`data:text/javascript,${encodeURIComponent(readFileSync('static/search.js', 'utf8'))}`);
const demarc = process.env.DEMARC ?? 'build/release/demarc';
const run = promisify(execFile);
let passed = 0, failed = 0;

function check(good, what) {
	if (good) passed++;
	else {
		failed++;
		console.error(`FAIL: ${what}`);
	}
}

const get = async (target, data = 'data') => (await run(demarc, ['get', '-b', target, data], { maxBuffer: 1 << 26 })).stdout;
const unescape = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, '&');
const attribute = (tag, name) => {
	const found = tag.match(new RegExp(` ${name}="([^"]*)"`));
	return found ? unescape(found[1]) : null;
};
const squeezed = (html) => html.replace(/>\s+/g, '>').replace(/\s+</g, '<').trim();

// What the page of a query has in its section of results, and what it writes them with.
function read(page) {
	const [, tag, found] = page.match(/(<section id="found"[^>]*>)([^]*?)<\/section>/);
	return { address: attribute(tag, 'data-index'), messages: JSON.parse(attribute(tag, 'data-messages')), html: squeezed(found) };
}

function answers(html) {
	return [...html.matchAll(/<(?:li|p)[^>]* data-(?:kind|none)="[^>]*>/g)].map(([tag]) => ({
		kind: attribute(tag, 'data-kind'), id: attribute(tag, 'data-id'), none: attribute(tag, 'data-none') !== null,
	})).filter(({ kind }) => kind !== 'fact');
}

function isBest(best, found) {
	const [first] = found;
	if (best === 'any') return true;
	if (best === 'none') return found.length > 0 && found.every(({ none }) => none);
	const [kind, id] = best.includes(':') ? best.split(':') : ['control', best];
	return first !== undefined && !first.none && first.kind === kind && first.id === id;
}

const indexes = new Map();
function load(address) {
	if (!indexes.has(address)) indexes.set(address, get(address).then((json) => prepare(JSON.parse(json))));
	return indexes.get(address);
}

// Whether server and module say the same of the query; what the server says comes back.
async function compare(lang, query) {
	const { address, messages, html } = read(await get(`/chrofy/${lang}/search?q=${encodeURIComponent(query)}`));
	const ours = squeezed(show(await search(load, address, query), lang, messages));
	check(ours === html, `${lang} "${query}": the module says\n${ours}\nand the server\n${html}`);
	return html;
}

async function each(list, work) {
	const queue = [...list];
	await Promise.all(cpus().map(async () => {
		while (queue.length > 0) await work(queue.shift());
	}));
}

const rows = readFileSync('tests/search/queries.tsv', 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.split('\t'));
await each(rows, async ([lang, query, best]) => {
	const found = answers(await compare(lang, query));
	check(isBest(best, found), `${lang} "${query}": ${best} is not first of ${found.slice(0, 3).map(({ kind, id, none }) => (none ? 'none' : `${kind}:${id}`))}`);
});

// Characters that both fold and part alike: some of each block of the scripts that documents are written in. (Of the
// others, ICU and browsers may know different versions of Unicode.)
const scripts = ['Latin', 'Greek', 'Cyrillic', 'Armenian', 'Hebrew', 'Arabic', 'Devanagari', 'Thai', 'Hangul', 'Hiragana', 'Katakana', 'Han', 'Common'];
const written = new RegExp(`^[${scripts.map((script) => `\\p{Script=${script}}`).join('')}]$`, 'u');
const strings = [];
for (let c = 0x21; c < 0x20000; c += c < 0x3400 ? 7 : 211) {
	const character = String.fromCodePoint(c);
	if (!written.test(character) || (c >= 0x1c80 && c < 0x1c90) || /\p{Cc}/u.test(character)) continue;
	if (strings.length === 0 || Buffer.byteLength(strings.at(-1)) > 180) strings.push('');
	strings[strings.length - 1] += `${character}${c % 3 === 0 ? ' ' : ''}`;
}
await each(strings, (query) => compare('ja', query.trim()));

// Words of the search itself are answered in either language.
check((await get('/chrofy/en/search?q=8.15')).includes('8.15 of ISO/IEC 27001:2022 is mapped to 12.4.1'), '8.15 leads to 12.4.1, and the page says so');
check((await get('/chrofy/en/search?q=SOC%202')).includes('does not mention “SOC 2”'), 'what is not mentioned is told');
check((await get('/chrofy/en/search?q=5.7')).includes('maps nothing to 5.7 Threat intelligence'), 'a clause that nothing is mapped to is told');
check((await get('/chrofy/en/search?q=restore')).includes('does not use “restore”'), 'what is near is told to be so');

// The document for one plan says other things, on the server and in the browser.
const service = readFileSync('tests/data/good/plans.xml', 'utf8').match(/ service="([^"]*)"/)[1];
const plans = mkdtempSync(join(tmpdir(), 'demarc-plans-'));
mkdirSync(join(plans, 'matrix', service), { recursive: true });
copyFileSync('tests/data/good/plans.xml', join(plans, 'matrix', service, 'edition-1.xml'));
cpSync('tests/data/frameworks', join(plans, 'frameworks'), { recursive: true });
for (const [plan, found] of [['', true], ['&plan=basic', true], ['&plan=Gold+plan', false]]) {
	const { address, messages, html } = read(await get(`/${service}/en/search?q=you+keep+them${plan}`, plans));
	const module = squeezed(show(await search(async (at) => prepare(JSON.parse(await get(at, plans))), address, 'you keep them'), 'en', messages));
	check(html.includes('<mark>keep</mark>') === found, `what one plan says, ${plan || 'without one'}: ${html}`);
	check(html === module, `the module says otherwise of a plan: ${module}`);
	check(address.includes('plan=') === (plan !== ''), `the index of ${address}`);
}
rmSync(plans, { recursive: true });

console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
