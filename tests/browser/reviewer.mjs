// The things that a reviewer comes for, at two widths, with and without JavaScript, each in at most so many steps (a
// click, or words and Enter). Then the same search by keyboard alone, and the filters against the server's own answers.
// The data have an invented second edition, so that something has changed.
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEMARC, lighttpd, until } from '../e2e/servers.mjs';
import { check, finish } from '../e2e/tally.mjs';
import { launch } from './browser.mjs';

const shots = resolve('build/screenshots');
mkdirSync(shots, { recursive: true });
const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 780 } };

// Does something that leads to another page, and waits until that is there.
async function leads(page, act) {
	const before = page.url();
	await act();
	await page.waitForURL((url) => url.href !== before, { waitUntil: 'load' });
}

// A reader who counts the steps.
class Reader {
	constructor(page, base) {
		this.page = page;
		this.base = base;
		this.steps = 0;
	}

	async open(path) {
		await this.page.goto(this.base + path, { waitUntil: 'load' });
		this.steps = 0;
	}

	async step(act) {
		await leads(this.page, act);
		this.steps++;
	}

	click(selector) { return this.step(() => this.page.locator(selector).first().click()); }

	search(words) {
		return this.step(async () => {
			await this.page.locator('input[type=search]').first().fill(words);
			await this.page.locator('input[type=search]').first().press('Enter');
		});
	}

	path() { return decodeURI(new URL(this.page.url()).pathname); }
	shown(selector) { return this.page.locator(selector).first().isVisible(); }
	text(selector) { return this.page.locator(selector).first().innerText(); }
}

const tasks = [
	['find 8.15', 1, async (r) => {
		await r.open('/chrofy/ja/');
		await r.search('8.15');
		return r.path() === '/chrofy/ja/search' && (await r.shown('.answers > [data-id="12.4.1"]:first-child .via'));
	}],
	['find ログ', 1, async (r) => {
		await r.open('/chrofy/ja/');
		await r.search('ログ');
		return (await r.shown('.answers > [data-id="12.4.1"]:first-child mark')) && !(await r.page.locator('[data-id="5.1.1"]').isVisible());
	}],
	['what is mine', 1, async (r) => {
		await r.open('/chrofy/ja/');
		await r.click('main a[href="/chrofy/ja/parties/customer"]');
		return (await r.shown('.checklist')) && (await r.shown('#layers'));
	}],
	['print the checklist', 1, async (r) => {
		await r.open('/chrofy/ja/');
		await r.click('main a[href="/chrofy/ja/parties/customer"]');
		const pdf = await r.page.pdf({ path: `${shots}/checklist-ja.pdf`, format: 'A4', preferCSSPageSize: true });
		return pdf.length > 10000;
	}],
	['what changed', 1, async (r) => {
		await r.open('/chrofy/ja/');
		await r.click('nav.pages a[href="/chrofy/ja/changes"]');
		return (await r.shown('main del')) && (await r.shown('main ins')) && (await r.text('main .lead')).includes('第2版');
	}],
	['compare the mapping', 1, async (r) => {
		await r.open('/chrofy/en/');
		await r.click('nav.pages a[href="/chrofy/en/mapping"]');
		return (await r.shown('main a:has-text("12.4.1")')) && (await r.shown('[id="iso27001-2022-8.15"]'));
	}],
	['copy a permanent link', 0, async (r) => {
		await r.open('/chrofy/ja/controls/9.2.1');
		const href = await r.page.locator('.permanent a').getAttribute('href');
		await r.page.goto(new URL(href, r.base).href);
		return r.path() === '/chrofy/editions/2/ja/controls/9.2.1';
	}],
	['switch the language, keeping the place', 1, async (r) => {
		await r.open('/chrofy/ja/controls/9.2.1');
		await r.click('nav.languages a[hreflang=en]');
		return r.path() === '/chrofy/en/controls/9.2.1' && (await r.page.locator('html').getAttribute('lang')) === 'en';
	}],
	['who answers for a layer', 1, async (r) => {
		await r.open('/chrofy/en/');
		await r.click('nav.pages a[href="/chrofy/en/boundary"]');
		return (await r.page.locator('tr:has-text("hypervisor")').first().innerText()).length > 0 &&
			(await r.shown('#hypervisor'));
	}],
	['is the certificate valid', 0, async (r) => {
		await r.open('/chrofy/en/');
		return (await r.text('.stands .certification')).includes('not stated');
	}],
	['what must I do that I need not before', 2, async (r) => {
		await r.open('/chrofy/en/');
		await r.click('nav.pages a[href="/chrofy/en/changes"]');
		await r.click('main section li:has-text("Customer") a[href^="#change-"]:has-text("9.2.1")');
		return (await r.page.locator(':target').innerText()).includes('less is provided');
	}],
	['what do I not get', 1, async (r) => {
		await r.open('/chrofy/ja/');
		await r.click('main a[href="/chrofy/ja/parties/customer"]');
		return (await r.text('.limited:has(a[href$="13.1.3"])')).includes('CLD.9.5.1');
	}],
	['what does the supplier do for a control', 1, async (r) => {
		await r.open('/chrofy/en/');
		await r.click('main a[href="/chrofy/en/controls?party=aws"]');
		return (await r.shown('.controls > [id]')) && (await r.text('.result')).startsWith('4 of 40');
	}],
	['whom to ask', 1, async (r) => {
		await r.open('/chrofy/en/');
		await r.click('nav.pages a[href="/chrofy/en/about"]');
		return r.shown('#contacts');
	}],
];

async function allTasks(browser, base) {
	for (const [name, viewport] of Object.entries(widths)) {
		for (const javaScriptEnabled of [true, false]) {
			const context = await browser.newContext({ viewport, javaScriptEnabled });
			const reader = new Reader(await context.newPage(), base);
			for (const [what, most, task] of tasks) {
				const where = `${what} (${name}, ${javaScriptEnabled ? 'with' : 'without'} JavaScript)`;
				try {
					const done = await task(reader);
					check(done && reader.steps <= most, `${where}: ${done ? `${reader.steps} steps, not ${most}` : 'not there'}`);
					if (name === 'desktop' && javaScriptEnabled) console.log(`${what}: ${reader.steps} steps`);
				} catch (error) {
					check(false, `${where}: ${error.message.split('\n')[0]}`);
				}
			}
			await context.close();
		}
	}
}

const visible = (page) => page.evaluate(() => [...document.querySelectorAll('.controls > li')].filter((li) => li.checkVisibility()).map((li) => li.id));

// What the module shows must be what the server answers to the same address.
async function filters(browser, base) {
	const page = await browser.newPage();
	const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	const rows = [{ party: 'customer' }, { status: 'not-offered' }, { theme: 'people' }, { party: 'aws', status: 'inherited' }, { party: 'aws', theme: 'people' }];
	for (const row of rows) {
		await page.goto(`${base}/chrofy/ja/controls`, { waitUntil: 'load' });
		for (const [name, value] of Object.entries(row)) {
			await page.locator(`form.filters [name=${name}]`).selectOption(value);
		}
		const query = new URLSearchParams(await page.evaluate(() => location.search));
		query.sort();
		const wanted = new URLSearchParams(row);
		wanted.sort();
		const ours = await visible(page);
		const status = await page.locator('.result').innerText();
		const groups = await page.locator('.group .count:visible').allInnerTexts();
		await plain.goto(`${base}/chrofy/ja/controls?${new URLSearchParams(row)}`, { waitUntil: 'load' });
		const where = `filter ${JSON.stringify(row)}`;
		const theirs = await visible(plain);
		check(ours.join() === theirs.join(), `${where}: ${ours} here, ${theirs} from the server`);
		check(`${query}` === `${wanted}`, `${where}: the address is ${query}`);
		check(status === await plain.locator('.result').innerText(), `${where}: "${status}"`);
		check(groups.join() === (await plain.locator('.group .count').allInnerTexts()).join(), `${where}: counts of groups`);
		check((await page.locator('.nothing').isVisible()) === (ours.length === 0), `${where}: what to try`);
	}
	await page.locator('.result a').click();
	check((await visible(page)).length === 40 && await page.evaluate(() => location.search === ''), 'the filters are taken back');
	await page.close();
	await plain.context().close();
}

const answers = (page) => page.evaluate(() => [...document.querySelectorAll('#found [data-kind], #found [data-none]')]
	.map(({ dataset }) => `${dataset.kind}:${dataset.id}:${dataset.none}`).join());

// What the module writes while one types must be what the server answers to the same address.
async function typed(browser, base) {
	const page = await browser.newPage();
	const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	await page.goto(`${base}/chrofy/ja/search`, { waitUntil: 'load' });
	for (const words of ['ログ', 'ﾛｸﾞ', 'NTP 時刻', '9.2', 'CLD', 'A.8.2', '３０日', 'zzzz', 'LOGS', 'SOC 2', 'hypervisor', '<b>']) {
		await page.locator('main input[type=search]').fill(words);
		await page.waitForFunction((q) => new URLSearchParams(location.search).get('q') === q, words);
		await plain.goto(`${base}/chrofy/ja/search?${new URLSearchParams({ q: words })}`, { waitUntil: 'load' });
		const ours = await answers(page), theirs = await answers(plain);
		check(ours === theirs && ours !== '', `typed "${words}": ${ours} here, ${theirs} from the server`);
	}
	await page.close();
	await plain.context().close();
}

// A host that answers with files only, as `demarc export` writes them.
async function exported(browser) {
	const dir = mkdtempSync(join(tmpdir(), 'demarc-exported-'));
	const types = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml', json: 'application/json' };
	execFileSync(DEMARC, ['export', '--no-compress', '-o', dir, 'data']);
	const server = createServer((request, response) => {
		const path = join(dir, decodeURIComponent(new URL(request.url, 'http://localhost').pathname));
		const type = types[path.split('.').pop()];
		response.writeHead(type && existsSync(path) ? 200 : 404, { 'Content-Type': type ?? 'text/plain' });
		response.end(type && existsSync(path) ? readFileSync(path) : '');
	});
	await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
	const base = `http://127.0.0.1:${server.address().port}/chrofy/en`;
	const page = await browser.newPage();
	await page.goto(`${base}/boundary.html`, { waitUntil: 'load' });
	await page.locator('input[type=search]').fill('8.15');
	await leads(page, () => page.locator('input[type=search]').press('Enter'));
	await page.locator('.answers > li').first().waitFor();
	check((await answers(page)).startsWith('control:12.4.1:'), `files only: 8.15 leads to ${await answers(page)}`);
	await leads(page, () => page.locator('.answers a').first().click());
	check((await page.locator('h1').innerText()).includes('12.4.1'), 'files only: an answer leads to its page');
	await page.goto(`${base}/controls.html?q=hypervisor`, { waitUntil: 'load' });
	await page.locator('.answers > [data-id=hypervisor]').waitFor();
	check(/search\.html\?q=hypervisor$/.test(page.url()), `files only: an old address leads to ${page.url()}`);
	await page.goto(`${base}/controls.html?party=aws&cld=1`, { waitUntil: 'load' });
	check((await visible(page)).join() === 'CLD.9.5.2', `files only: a shared address shows ${await visible(page)}`);
	check(await page.locator('form.filters [name=cld]').isChecked(), 'files only: the form says what was asked');
	await page.goto(`${base}/controls.html?party=nobody`, { waitUntil: 'load' });
	check((await visible(page)).length === 40, 'files only: what nobody offers is passed over');
	await page.close();
	server.close();
	rmSync(dir, { recursive: true });
}

async function keyboard(browser, base) {
	const page = await browser.newPage();
	await page.goto(`${base}/chrofy/en/boundary`, { waitUntil: 'load' });
	await page.keyboard.press('Tab');
	check(await page.evaluate(() => document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().left >= 0),
		'keyboard: the first stop is the way to the content, and it shows');
	let stops = 0;
	while (stops++ < 20 && !(await page.evaluate(() => document.activeElement.matches('input[type=search]')))) await page.keyboard.press('Tab');
	check(stops <= 14, `keyboard: ${stops} stops to the search`);
	await page.keyboard.type('8.15');
	await leads(page, () => page.keyboard.press('Enter'));
	check(/search\?q=8\.15$/.test(page.url()) && (await answers(page)).startsWith('control:12.4.1:'), 'keyboard: 8.15 leads to its control');
	let unseen = 0;
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		unseen += await page.evaluate(() => document.activeElement !== document.body && getComputedStyle(document.activeElement).outlineStyle === 'none');
	}
	check(unseen === 0, `keyboard: ${unseen} stops show no focus`);
	await page.close();
}

const server = await lighttpd();
const base = `http://127.0.0.1:${server.port}`;
execFileSync('tests/data/second-edition', [join(server.dir, 'two')]);
copyFileSync(join(server.dir, 'two/matrix/chrofy/edition-2.xml'), join(server.data, 'matrix/chrofy/edition-2.xml'));
await until('the second edition is there', async () => (await server.get('/chrofy/ja/changes/1..2')).status === 200);
const browser = await launch();
try {
	await allTasks(browser, base);
	await filters(browser, base);
	await typed(browser, base);
	await exported(browser);
	await keyboard(browser, base);
	for (const [name, viewport] of Object.entries(widths)) {
		const page = await browser.newPage({ viewport, colorScheme: name === 'phone' ? 'dark' : 'light' });
		for (const lang of ['ja', 'en']) {
			await page.goto(`${base}/chrofy/${lang}/changes/1..2`, { waitUntil: 'load' });
			check(await page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth), `changes (${name}): wider than the window`);
			await page.screenshot({ path: `${shots}/changes-${lang}-${name}.png`, fullPage: true });
		}
		await page.close();
	}
} finally {
	await browser.close();
	await server.stop();
}
finish();
