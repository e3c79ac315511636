// linked.mjs: reads [[NAME, HTML]…] on its standard input and says of each page whether its JSON-LD is what schema.org's types
// allow, as schema-dts has them: types that there are, properties that they have, values that these take.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../build/export/package.json', import.meta.url));
const declared = readFileSync(require.resolve('schema-dts').replace(/schema\.js$/, 'schema.d.ts'), 'utf8');

// "interface ArticleBase extends CreativeWorkBase { … }": what each type has itself, and what it is a kind of.
const bases = new Map([...declared.matchAll(/^interface (\w+)Base extends ([^{]*)\{([^]*?)^\}/gm)].map(([, name, parents, body]) => [name, {
	parents: parents.split(',').map((parent) => parent.trim().replace(/(Base|<.*)$/, '')).filter((parent) => parent !== 'Partial'),
	properties: new Map([...body.matchAll(/^ {4}"(\w+)"\?: SchemaValue<(.*), "\w+">;/gm)].map(([, property, values]) => [property, values.split(' | ')])),
}]));
const leaves = new Map([...declared.matchAll(/^interface (\w+)Leaf extends ([\w, ]*) \{\s*"@type": "(\w+)";/gm)]
	.map(([, , parents, type]) => [type, parents.split(',').map((parent) => parent.trim().replace(/Base$/, ''))]));

function kindsOf(type) {
	const kinds = new Set([type]), queue = [...(leaves.get(type) ?? [])];
	for (let kind = queue.pop(); kind !== undefined; kind = queue.pop()) {
		if (kinds.has(kind) && kind !== type) continue;
		kinds.add(kind);
		queue.push(...(bases.get(kind)?.parents ?? []));
	}
	return kinds;
}

const forms = {
	Text: (value) => typeof value === 'string' && value !== '',
	URL: (value) => URL.canParse(value),
	Date: (value) => /^\d{4}-\d\d-\d\d$/.test(value),
	Number: (value) => typeof value === 'number',
	Boolean: (value) => typeof value === 'boolean',
};

function problems(thing, at) {
	const type = thing['@type'], kinds = kindsOf(type);
	if (!leaves.has(type)) return [`${at}: no type ${type}`];
	return Object.entries(thing).filter(([name]) => !name.startsWith('@')).flatMap(([name, value]) => {
		const here = `${at}.${name}`;
		const values = [...kinds].map((kind) => bases.get(kind)?.properties.get(name)).find((found) => found !== undefined);
		if (values === undefined) return [`${here}: ${type} has no such property`];
		return [value].flat().flatMap((one) => {
			const fits = typeof one === 'object' ? values.some((wanted) => kindsOf(one['@type']).has(wanted)) : values.some((wanted) => forms[wanted]?.(one));
			return [...(fits ? [] : [`${here}: ${JSON.stringify(one)} is none of ${values.join(', ')}`]), ...(typeof one === 'object' ? problems(one, here) : [])];
		});
	});
}

for (const [name, html] of JSON.parse(readFileSync(0, 'utf8'))) {
	const found = [...html.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g)].map(([, json]) => JSON.parse(json));
	const wrong = found.flatMap((thing) => [...(thing['@context'] === 'https://schema.org' ? [] : ['no context']), ...problems(thing, thing['@type'])]);
	console.log(found.length > 0 && wrong.length === 0 ? 'valid' : `${name}: ${wrong.join('; ') || 'no JSON-LD'}`);
}
