// Every kind of picture as a document of its own in a real browser: what its accessibility tree says, whether its words
// can be selected and copied, where its links lead.
import { lighttpd } from '../e2e/servers.mjs';
import { check, finish } from '../e2e/tally.mjs';
import { launch } from './browser.mjs';


// What each kind lists, and words that stand in it and nowhere else in the tree but once.
const kinds = {
	stack: { items: 8, links: 8, words: { ja: '土地・建物', en: 'Land and buildings' } },
	matrix: { items: 8, links: 8, words: { ja: '土地・建物', en: 'Land and buildings' } },
	flow: { items: 40, links: 40, words: { ja: 'イベントログ取得', en: 'Event logging' } },
	coverage: { items: 93, links: 32, words: { ja: 'ログ取得', en: 'Web filtering' } },
	party: { items: 13, links: 13, words: { ja: '利用者アクセスの提供', en: 'User access provisioning' } },
	card: { items: 0, links: 0, words: { ja: 'IaaS', en: 'IaaS' } },
};
// The nodes of the accessibility tree that a screen reader meets, in its order.
async function accessibleNodes(page) {
	const session = await page.context().newCDPSession(page);
	const { nodes } = await session.send('Accessibility.getFullAXTree');
	await session.detach();
	return nodes.filter((node) => !node.ignored).map((node) => ({
		role: node.role?.value, name: node.name?.value ?? '', description: node.description?.value ?? '' }));
}

async function structure(page, kind, lang, where) {
	const nodes = await accessibleNodes(page);
	const count = (role) => nodes.filter((node) => node.role === role).length;
	const document = nodes.find((node) => node.role.startsWith('graphics-document') || node.role === 'GraphicsDocument');
	const said = nodes.filter((node) => node.role === 'StaticText').map((node) => node.name);

	check(document?.name.length > 0 && document?.description.length > 20, `${where}: title and description (${JSON.stringify(document)})`);
	check(count('listitem') === kind.items, `${where}: ${count('listitem')} list items, not ${kind.items}`);
	check(count('link') === kind.links, `${where}: ${count('link')} links, not ${kind.links}`);
	check(nodes.filter((node) => node.role === 'link').every((node) => node.name.length > 3), `${where}: a link without a name`);
	const heard = nodes.filter((node) => ['StaticText', 'link', 'image', 'img'].includes(node.role) && node.name.includes(kind.words[lang]));
	check(heard.length === 1, `${where}: "${kind.words[lang]}" is heard ${heard.length} times`);
	const lists = nodes.filter((node) => node.role === 'list').map((node) => node.name);
	check(lists.every((list) => list.length > 0 && !said.includes(list)), `${where}: a list without a name, or one that is read twice (${lists})`);
	check(await page.evaluate(() => document.documentElement.getAttribute('xml:lang')) === lang, `${where}: its language`);
}

async function words(page, kind, lang, where) {
	const copied = await page.evaluate(() => {
		getSelection().selectAllChildren(document.documentElement);
		return getSelection().toString();
	});
	check(copied.includes(kind.words[lang]), `${where}: "${kind.words[lang]}" cannot be selected and copied`);
	const found = await page.evaluate((text) => {
		getSelection().removeAllRanges();
		return window.find(text);
	}, kind.words[lang]);
	check(found, `${where}: "${kind.words[lang]}" is not found`);
}

async function links(page, server, where) {
	const hrefs = await page.evaluate(() => [...document.querySelectorAll('a')].map((a) => new URL(a.getAttribute('xlink:href'), location.href).pathname));
	for (const href of new Set(hrefs)) {
		const response = await server.get(href);
		check(response.status === 200, `${where}: ${href} answers ${response.status}`);
	}
}

const server = await lighttpd();
const browser = await launch();
try {
	const page = await browser.newPage();
	for (const [name, kind] of Object.entries(kinds))
		for (const lang of ['ja', 'en'])
			for (const more of ['', '&text=live']) {
				const where = `${name}, ${lang}${more}`;

				await page.goto(`http://127.0.0.1:${server.port}/chrofy/diagrams/${name}.svg?lang=${lang}${more}`);
				await structure(page, kind, lang, where);
				await words(page, kind, lang, where);
				if (more === '') await links(page, server, where);
			}
} finally {
	await browser.close();
	await server.stop();
}
finish();
