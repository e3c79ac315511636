// Every page in a real browser, at two widths: no console error, no failed request, no sideways scrolling.
// The main pages also pass axe-core, light on a desktop and dark on a phone, have no Japanese character alone on a line, and
// leave all their screenshots in build/screenshots/.
// pages.mjs accessible: nothing but axe-core, on every page there is and on those for errors, light and dark, and on the main
// pages as a phone shows them in light.
import { mkdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { lighttpd } from '../e2e/servers.mjs';
import { check, finish } from '../e2e/tally.mjs';
import { launch } from './browser.mjs';

const axe = readFileSync(resolve('build/browser/node_modules/axe-core/axe.min.js'), 'utf8');
const shots = resolve('build/screenshots');
mkdirSync(shots, { recursive: true });

const widths = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 780 } };
const shown = ['', 'boundary', 'controls', 'controls/9.2.1', 'parties/customer', 'mapping', 'changes', 'about', 'data', 'embed',
	'search?q=logs'];

function verdict(problems, where) {
	check(problems.length === 0, `${where}: ${problems.join('; ')}`);
}

// Loads a page and gathers what went wrong on the way.
async function visit(page, url) {
	const problems = [];
	const listeners = {
		console: (message) => { if (['error', 'warning'].includes(message.type())) problems.push(`console: ${message.text()}`); },
		pageerror: (error) => problems.push(`error: ${error.message}`),
		// the browser itself gives up the icon when the next page is asked for
		requestfailed: (request) => { if (request.failure()?.errorText !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.url()}`); },
		response: (response) => { if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`); },
	};
	for (const [event, listener] of Object.entries(listeners)) page.on(event, listener);
	await page.goto(url, { waitUntil: 'load' });
	// what waits for the reader to come near is asked for too
	await page.evaluate(() => Promise.allSettled([...document.images].map((image) => {
		image.loading = 'eager';
		return image.decode();
	})));
	const { wide, broken, headings } = await page.evaluate(() => ({
		wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
		broken: [...document.images].filter((image) => image.naturalWidth === 0).map((image) => image.src),
		headings: document.querySelectorAll('h1').length,
	}));
	if (wide > 0) problems.push(`${wide} px wider than the window`);
	if (broken.length > 0) problems.push(`images that do not show: ${broken}`);
	if (headings !== 1) problems.push(`${headings} level-one headings`);
	for (const [event, listener] of Object.entries(listeners)) page.off(event, listener);
	return problems;
}

async function visitAll(browser, server, pages) {
	for (const [name, viewport] of Object.entries(widths)) {
		const context = await browser.newContext({ viewport });
		const page = await context.newPage();
		for (const path of pages) verdict(await visit(page, `http://127.0.0.1:${server.port}${path}`), `${path} (${name})`);
		await context.close();
	}
}

// What axe-core (WCAG 2.2 up to AAA, and best practices) finds on the page as it is shown.
async function accessibility(page, where) {
	await page.evaluate(axe);
	const { problems, rules } = await page.evaluate(async () => {
		const { violations, passes } = await window.axe.run(document, { resultTypes: ['violations'],
			runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
		return { problems: violations.map(({ id, nodes }) => `axe ${id}: ${nodes[0].html.slice(0, 120)}`), rules: violations.length + passes.length };
	});
	verdict(rules > 10 ? problems : [`axe tried ${rules} rules only`], where);
}

// Paragraphs and cells whose last line is one Japanese character, with its closing signs, alone.
function orphans() {
	const found = [];
	for (const block of document.querySelectorAll('h1, h2, h3, h4, p, li, dt, dd, th, td')) {
		const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT), range = document.createRange(), chars = [];
		if (block.matches('.field') || !block.checkVisibility() || getComputedStyle(block).clipPath !== 'none') continue;
		while (walker.nextNode()) {
			const { currentNode: text } = walker;
			if (text.parentElement.closest('h1, h2, h3, h4, p, li, dt, dd, th, td, div, ul, dl, details') !== block) continue;
			for (let i = 0; i < text.length; i++) {
				range.setStart(text, i);
				range.setEnd(text, i + 1);
				const box = [...range.getClientRects()].pop();
				if (box?.width > 0 && /\S/.test(text.data[i])) chars.push({ sign: text.data[i], box });
			}
		}
		const { box } = chars.at(-1) ?? {};
		const above = chars.findLastIndex((char) => char.box.bottom <= box.top + 2 || char.box.top >= box.bottom - 2);
		const line = chars.slice(above + 1).map(({ sign }) => sign).join('').replace(/[、。」）：※]/g, '');
		if (above >= 0 && line.length < 2 && /^[ぁ-ヿ一-鿿]*$/.test(line)) found.push(chars.map(({ sign }) => sign).join('').slice(-20));
	}
	return found;
}

// Does something on each of the main pages.
async function onMainPages(browser, server, name, colorScheme, act) {
	const context = await browser.newContext({ viewport: widths[name], colorScheme, bypassCSP: true,
		deviceScaleFactor: name === 'phone' && colorScheme === 'light' ? 2 : 1 });
	const page = await context.newPage();
	for (const lang of ['ja', 'en']) {
		for (const path of shown) {
			await page.goto(`http://127.0.0.1:${server.port}/chrofy/${lang}/${path}`, { waitUntil: 'load' });
			await act(page, lang, path);
		}
	}
	await context.close();
}

async function mainPages(browser, server) {
	for (const colorScheme of ['light', 'dark']) {
		for (const name of Object.keys(widths)) {
			await onMainPages(browser, server, name, colorScheme, async (page, lang, path) => {
				await page.screenshot({ path: `${shots}/${path.replace(/[/?]/g, '-') || 'overview'}-${lang}-${name}-${colorScheme}.png`, fullPage: true });
				if (lang === 'ja' && colorScheme === 'light') verdict(await page.evaluate(orphans), `${path} (${name}): a character alone on a line`);
				if ((name === 'desktop') === (colorScheme === 'light')) await accessibility(page, `${lang}/${path} (${name}, ${colorScheme})`);
			});
		}
	}
}

// Every page at the width of a desktop; what a phone shows otherwise is in the style sheet and the same for all of a kind.
async function everyPage(browser, server, pages) {
	const errors = ['/chrofy/ja/nowhere', '/chrofy/en/controls/77', '/chrofy/en/embed?kind=pie', '/chrofy/ja/controls?q=zzzz'];
	for (const colorScheme of ['light', 'dark']) {
		const context = await browser.newContext({ viewport: widths.desktop, colorScheme, bypassCSP: true });
		const page = await context.newPage();
		for (const path of [...pages, ...errors]) {
			await page.goto(`http://127.0.0.1:${server.port}${path}`, { waitUntil: 'load' });
			await accessibility(page, `${path} (${colorScheme})`);
		}
		await context.close();
	}
}

const downloaded = async (download) => readFile(await download.path(), 'utf8');

// A party's boxes: kept from page to page and language to language, saved as CSV, cleared; there without the module, too.
async function duties(browser, server) {
	const at = (lang) => `http://127.0.0.1:${server.port}/chrofy/${lang}/parties/customer`;
	const context = await browser.newContext({ viewport: widths.desktop, acceptDownloads: true });
	const page = await context.newPage();
	const ticked = () => page.locator('.checklist input:checked').evaluateAll((boxes) => boxes.map((box) => box.value));
	const status = () => page.locator('.duty-list [role=status]').textContent();
	await page.goto(at('ja'));
	const all = await page.locator('.checklist input').count();
	await page.locator('.checklist label').nth(1).click();
	const mine = await ticked();
	verdict(mine.length === 1 && (await status()) === `${all}件のうち1件が完了` ? [] : [`${mine}: ${await status()}`], 'a ticked duty');
	await page.goto(at('en'));
	verdict((await ticked()).join() === mine.join() ? [] : [`${await ticked()} for ${mine}`], 'a tick in the other language');
	const [download] = await Promise.all([page.waitForEvent('download'), page.click('button[data-action=save]')]);
	const lines = (await downloaded(download)).split('\r\n');
	const done = lines.filter((line) => line.startsWith('yes,'));
	verdict(lines[0] === '\ufeffdone,clause,title,does,duty,page' && lines.length === all + 2 && done.length === 1 && done[0].includes(mine[0].split('-')[0])
		? [] : lines, `${download.suggestedFilename()}: the ticks`);
	await page.click('button[data-action=clear]');
	await page.reload();
	verdict((await ticked()).length === 0 ? [] : [`still ${await ticked()}`], 'no tick after they are cleared');
	await page.evaluate(() => { for (const name of Object.keys(localStorage)) localStorage.setItem(name, '{"a":1}'); localStorage.setItem('demarc duties /chrofy customer', 'no JSON'); });
	await page.reload();
	verdict((await status()) === `0 of ${all} done` ? [] : [await status()], 'what others wrote into the store');
	await context.close();
	const plain = await browser.newContext({ viewport: widths.desktop, javaScriptEnabled: false });
	const bare = await plain.newPage();
	await bare.goto(at('en'));
	await bare.locator('.checklist label').nth(0).click();
	verdict(await bare.locator('.checklist input').nth(0).isChecked() && !(await bare.locator('.tools').isVisible()) ? [] : ['the box or the tools'], 'duties without JavaScript');
	await plain.close();
}

// The page that chooses a picture: fields to copy from, with the module by a button, and editions.
async function embeds(browser, server) {
	const at = `http://127.0.0.1:${server.port}/chrofy/en/embed?kind=badge&width=12`;
	const context = await browser.newContext({ viewport: widths.desktop, permissions: ['clipboard-read', 'clipboard-write'] });
	const page = await context.newPage();
	await page.goto(at);
	const field = page.locator('#embed-width');
	const told = await page.locator(`#${await field.getAttribute('aria-describedby')}`).textContent();
	verdict((await field.inputValue()) === '12' && told.includes('320') ? [] : [told], 'a width that cannot be');
	await page.locator('button[data-copy=embed-markdown]').click();
	await page.locator('.snippet [role=status]', { hasText: 'Copied' }).waitFor();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	verdict(copied === await page.locator('#embed-markdown').inputValue() && copied.startsWith('![ISO/IEC 27017') ? [] : [copied], 'the copied markup');
	await field.fill('');
	await page.selectOption('#embed-edition', '1');
	await page.locator('.options button').click();
	verdict(/\/chrofy\/editions\/1\/en\/embed\?/.test(page.url()) && (await page.locator('#embed-url').inputValue()).includes('edition=1') ? [] : [page.url()],
		'an edition that is picked');
	await context.close();
	const plain = await browser.newContext({ javaScriptEnabled: false });
	const bare = await plain.newPage();
	await bare.goto(at);
	verdict(await bare.locator('button[data-copy]:visible').count() === 0 && await bare.locator('#embed-url').isVisible() ? [] : ['copying'], 'fields without JavaScript');
	await plain.close();
}

async function prints(browser, server) {
	const page = await browser.newPage();
	for (const path of ['', 'controls/9.2.1']) {
		await page.goto(`http://127.0.0.1:${server.port}/chrofy/ja/${path}`, { waitUntil: 'load' });
		await page.pdf({ path: `${shots}/${path.replace('/', '-') || 'overview'}-ja.pdf`, format: 'A4' });
	}
}

const server = await lighttpd();
const browser = await launch();
try {
	const map = await server.text('/sitemap.xml');
	const pages = [...map.matchAll(/<loc>[^<]*?(\/chrofy\/[^<]*)<\/loc>/g)].map((match) => match[1].replaceAll('&amp;', '&'));
	if (process.argv[2] === 'accessible') {
		await everyPage(browser, server, new Set(pages));
		await onMainPages(browser, server, 'phone', 'light', (page, lang, path) => accessibility(page, `${lang}/${path} (phone, light)`));
	} else {
		await visitAll(browser, server, [...new Set(pages)]);
		await mainPages(browser, server);
		await duties(browser, server);
		await embeds(browser, server);
		await prints(browser, server);
	}
} finally {
	await browser.close();
	await server.stop();
}
finish();
