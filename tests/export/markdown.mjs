// markdown.mjs: reads a JSON list of Markdown texts, and writes for each what CommonMark's own reader makes of it:
// the texts of its paragraphs, or "KIND" in angle brackets for anything that is no plain paragraph.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../build/export/package.json', import.meta.url));
const { Parser } = require('commonmark');
const plain = new Set(['document', 'paragraph', 'text']);

const paragraphs = (markdown) => {
	const found = [];
	const walker = new Parser().parse(markdown).walker();
	for (let event = walker.next(); event; event = walker.next()) {
		const { node, entering } = event;
		if (!entering) continue;
		if (!plain.has(node.type)) found.push(`<${node.type}>`);
		else if (node.type === 'paragraph') found.push('');
		else if (node.type === 'text') found[found.length - 1] += node.literal;
	}
	return found;
};

console.log(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(paragraphs)));
