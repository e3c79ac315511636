// The search, in the browser: as one types, and on hosts of files, which cannot answer a form. It reads the index that
// the server answers from (cgi/pages/search_index.c) and finds the same by the same rules (data/search/): a tab in the
// index stands between words that their script leaves together, so no dictionary is needed here.

// -- data/search/fold.c, stem.c ------------------------------------------------------------------------------------------
const LETTERS = 0, DIGITS = 1, WHOLE = 2;

// Unicode's NFKC case folding of one character, without accents.
function foldCharacter(c) {
	if (c < '\x80') return c.toLowerCase();
	const folded = c.replace(/\p{Default_Ignorable_Code_Point}/gu, '').normalize('NFKC').toLowerCase()
		.replace(/ß/g, 'ss').replace(/ς/g, 'σ').normalize('NFKC');
	return folded < '\u2000' ? folded.normalize('NFD').replace(/[\u0300-\u036f]/g, '') : folded;
}

const isWhole = (c) => c >= 0x2e80 || (c >= 0x0e00 && c <= 0x0eff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);

function kindOf(folded, before) {
	const c = folded.codePointAt(0), first = String.fromCodePoint(c);
	if (c >= 0x30 && c <= 0x39) return DIGITS;
	if (c < 0x80) return c >= 0x61 && c <= 0x7a ? LETTERS : -1;
	if (/\p{M}/u.test(first) && before >= 0) return before;
	if (!/[\p{L}\p{N}\p{M}]/u.test(first)) return -1;
	return isWhole(c) ? WHOLE : LETTERS;
}

const isHiragana = (c) => c >= '\u3041' && c <= '\u3096';
const smallKana = { ぁ: 'あ', ぃ: 'い', ぅ: 'う', ぇ: 'え', ぉ: 'お', ゕ: 'か', ゖ: 'か' };
const formOf = (plain) => plain.replace(/\u30fc/g, '').replace(/[\u30a1-\u30f6]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
	.replace(/[ぁぃぅぇぉゕゖ]/g, (c) => smallKana[c]);
const isFunction = (plain) => [...plain].length <= 3 && [...plain].every(isHiragana);

// Tables of endings: from, to, letters that the word must have. The first that fits is taken.
const endings = [
	[['sses', 'ss', 5], ['ches', 'ch', 5], ['shes', 'sh', 5], ['xes', 'x', 4], ['ies', 'y', 5], ['ss', 'ss', 0], ['us', 'us', 0], ['is', 'is', 0], ['s', '', 4]],
	[['eed', 'eed', 0], ['ing', '', 6], ['ied', 'y', 5], ['ed', '', 5]],
	[['tre', 'ter', 5], ['ogue', 'og', 6], ['our', 'or', 5], ['e', '', 4]],
	[['tion', 't', 7], ['sion', 's', 7]],
	[['ificat', 'ify', 8], ['at', '', 7]],
	[['is', 'iz', 6], ['ys', 'yz', 6], ['enc', 'ens', 6]],
];

function stem(word) {
	if (word.length < 3 || !/^[a-z]*$/.test(word)) return word;
	for (const table of endings) {
		const found = table.find(([from, , least]) => word.length >= least && word.endsWith(from));
		if (found) word = word.slice(0, word.length - found[0].length) + found[1];
	}
	return word.length > 3 && word.at(-1) === word.at(-2) ? word.slice(0, -1) : word;
}

// "IDs", but not "IDS": the plural leaves capitals as they are.
const lettersForm = (written, plain) => (/^[A-Z]{2,}s$/.test(written) ? plain.slice(0, -1) : stem(plain));

function chunksOf(text, limit) {
	const chunks = [];
	let kind = -1, open = null, between = 0, last = '', at = 0;

	function end() {
		if (kind < 0) return;
		kind = -1;
		between = 0;
		if (chunks.length === limit) return;
		const plain = open.form.normalize('NFC');
		const form = open.kind === LETTERS ? lettersForm(text.slice(open.start, at), plain) : open.kind === WHOLE ? formOf(plain) : plain;
		chunks.push({ ...open, plain, form, end: at, joins: open.kind === WHOLE && isFunction(plain) });
	}

	for (const c of text) {
		const folded = c === '\t' ? c : foldCharacter(c);
		if (c === '\t') {
			end();
		} else if (folded !== '') {
			const next = kindOf(folded, kind);
			if (next !== kind) {
				end();
				kind = next;
				open = { form: '', start: at, kind, dotted: between === 1 && last === '.', glued: between === 0 && chunks.length > 0 };
			}
			if (next < 0) {
				between++;
				last = String.fromCodePoint(folded.codePointAt(0));
			} else {
				open.form += folded;
			}
		}
		at += c.length;
	}
	end();
	return chunks;
}

// -- data/search/index.c, lexicon.c ----------------------------------------------------------------------------------------
const SAID = 1, LISTED = 2, IGNORED = 4, WITHOUT_SPACES = 8, NOTED = 16, NOTE = 5; // of words; of passages

class Words {
	constructor() {
		this.v = [];
		this.places = new Map();
	}

	add(form, flags) {
		let at = this.places.get(form);
		if (at === undefined) {
			at = this.v.push({ form, flags: 0 }) - 1;
			this.places.set(form, at);
		}
		this.v[at].flags |= flags;
		return at;
	}

	find(form) { return this.places.get(form); }

	phrase(word, flags) {
		return chunksOf(word, 64).map((chunk) => this.add(chunk.form, flags | (chunk.kind === WHOLE ? WITHOUT_SPACES : 0)));
	}

	matchForm(word, tokens, at) {
		let rest = this.v[word].form, n = 0;
		const whole = (this.v[word].flags & WITHOUT_SPACES) !== 0;
		while (rest !== '') {
			const token = tokens[at + n];
			if (token === undefined || (n > 0 && !token.glued)) return 0;
			if (n === 0 && token.word === word) return 1;
			const form = this.v[token.word].form;
			if (!whole || (form === '' && n === 0) || !rest.startsWith(form)) return 0;
			rest = rest.slice(form.length);
			n++;
		}
		return n;
	}

	match(phrase, tokens, at) {
		let n = 0;
		for (const word of phrase) {
			const more = this.matchForm(word, tokens, at + n);
			if (more === 0) return 0;
			n += more;
		}
		return n;
	}
}

const listed = (words) => words.split(';').filter((word) => word !== '');

// The index as search.json has it, made ready. base: the address that those in it are relative to.
export function prepare(json, base) {
	const words = new Words(), resolved = (href) => (base === undefined || href === '' ? href : new URL(href, base).href);
	const names = json.frameworks.map((own) => own.flatMap((list) => list.split(';')).map((name) => chunksOf(name, 64).map((chunk) => chunk.form)));
	const items = json.items.map(([kind, id, address, tag, passages, numbers]) => ({
		kind, id, href: resolved(address.href ?? ''), tag,
		passages: passages.map(([field, text, fact, lang, doubt]) => ({
			field, text, fact: fact || null, lang: lang || json.lang, doubt: json.doubts[doubt],
			tokens: chunksOf(text, Infinity).map((chunk) => ({
				word: words.add(chunk.form, (chunk.joins ? 0 : field === NOTE ? NOTED : SAID) | (chunk.kind === WHOLE ? WITHOUT_SPACES : 0)),
				start: chunk.start, end: chunk.end, glued: chunk.glued,
			})),
		})),
		numbers: numbers.map(([number, at]) => ({ number, framework: json.frameworks[at][0], names: names[at], chunks: chunksOf(number, 64) })),
	}));
	const groups = json.groups.map(([own, near, abouts]) => ({
		words: listed(own).map((word) => words.phrase(word, LISTED)),
		near: listed(near).map((word) => words.phrase(word, 0)),
		abouts,
	}));
	for (const word of listed(json.ignored)) words.phrase(word, IGNORED);
	return { lang: json.lang, others: json.others.map((other) => resolved(other.href)), items, words, groups };
}

// -- data/search/query.c ------------------------------------------------------------------------------------------------
const LONGEST = 24, ASKED = 128, UNITS = 32, GROUPS = 8;
const BELOW = 1, END = 2, SAME = 3;
const NOWHERE = 0, ORDERED = 1, ANYWHERE = 2;
const announcing = ['iso', 'iec', 'jis', 'jisq', 'q', 'isoiec', 'annex', 'a', 'claus', 'control', 'section', 'no'];
const isStandard = (asked) => asked.kind === DIGITS && asked.form.length >= 4;

class Reader {
	constructor(index, query) {
		this.index = index;
		this.query = query;
		this.v = [];
		this.units = [];
		this.all = false; // words that ask and name nothing count too: there are no others
	}

	addWord(chunk, form, shown) {
		if (this.v.length === ASKED) return;
		this.v.push({ form, shown, start: chunk.start, end: chunk.end, kind: chunk.kind, dotted: chunk.dotted, word: this.index.words.find(form), taken: false });
	}

	isIgnored(form) {
		const word = this.index.words.find(form);
		return word !== undefined && (this.index.words.v[word].flags & IGNORED) !== 0;
	}

	// Characters of the longest known word that they begin with.
	longestWord(characters) {
		for (let length = Math.min(LONGEST, characters.length); length > 0; length--) {
			const form = formOf(characters.slice(0, length).join('')), word = this.index.words.find(form);
			if (word !== undefined && (this.index.words.v[word].flags & (SAID | LISTED | IGNORED | NOTED)) !== 0) return [length, form];
		}
		return [0, ''];
	}

	endsStretch(characters, length, form, begun) {
		const rest = characters[length];
		return !this.all && this.isIgnored(form) && (begun || length > 1 || rest === undefined || isHiragana(rest));
	}

	takeStretch(chunk, characters) {
		const first = this.v.length;
		let at = 0, unknown = false;
		while (at < characters.length) {
			let [length, form] = this.longestWord(characters.slice(at));
			if (length === 0 ? isHiragana(characters[at]) : this.endsStretch(characters.slice(at), length, form, at > 0 && !unknown)) break;
			if (!this.all && length > 0 && this.isIgnored(form)) length = 0;
			unknown ||= length === 0;
			if (length > 0) this.addWord(chunk, form, characters.slice(at, at + length).join(''));
			at += length || 1;
		}
		if (unknown) {
			const whole = characters.slice(0, at).join('');
			this.v.length = first;
			this.addWord(chunk, formOf(whole), whole);
		}
		return at;
	}

	readWords() {
		for (const chunk of chunksOf(this.query, 64)) {
			if (chunk.kind !== WHOLE) {
				this.addWord(chunk, chunk.form, chunk.plain);
				continue;
			}
			for (let rest = [...chunk.plain]; rest.length > 0;) {
				rest = rest.slice(this.takeStretch(chunk, rest) || this.longestWord(rest)[0] || 1);
			}
		}
	}

	fits(number, at, count) {
		const forms = this.v.slice(at, at + count).map((asked) => asked.form), before = number.chunks.length - count;
		const chunks = number.chunks.map((chunk) => chunk.form);
		if (count === 0 || before < 0) return 0;
		if (forms.every((form, i) => form === chunks[i])) return before === 0 ? SAME : BELOW;
		return number.chunks.slice(0, before).every((chunk) => chunk.kind !== DIGITS) && forms.every((form, i) => form === chunks[before + i]) ? END : 0;
	}

	findNumbers(at, count) {
		const standards = this.v.slice(0, at).filter(isStandard).map((asked) => asked.form);
		let best = BELOW, numbers = [];
		for (const item of this.index.items) {
			for (const number of item.numbers) {
				const fit = this.fits(number, at, count);
				if (fit < best || !number.names.some((name) => standards.every((form) => name.includes(form)))) continue;
				if (fit > best) numbers = [];
				best = fit;
				numbers.push(number);
			}
		}
		return { fit: numbers.length > 0 ? best : 0, numbers };
	}

	announces(asked) {
		return announcing.includes(asked.form) || isStandard(asked) || this.isIgnored(asked.form);
	}

	addUnit(unit) {
		if (this.units.length < UNITS) this.units.push({ own: [], groups: [], numbers: [], number: false, listed: false, near: false, absent: false, needed: false, ...unit });
	}

	dottedLength(at) {
		let n = 1;
		if (this.v[at].kind !== DIGITS) return 0;
		while (at + n < this.v.length && this.v[at + n].dotted && this.v[at + n].kind === DIGITS) n++;
		return n > 1 ? n : 0;
	}

	takeNumber(at) {
		const count = this.dottedLength(at);
		let from = at, found = { fit: 0, numbers: [] };
		if (count === 0) return;
		if (at > 0 && this.v[at - 1].kind === LETTERS) found = this.findNumbers(at - 1, count + 1);
		if (found.fit > 0) {
			from = at - 1;
		} else {
			const alone = this.v.every((asked, i) => (i >= at && i < at + count) || this.announces(asked));
			found = this.findNumbers(at, count);
			if (found.fit === 0 && !alone) return;
		}
		for (let i = from; i < at + count; i++) this.v[i].taken = true;
		for (let i = from; i > 0 && this.announces(this.v[i - 1]); i--) this.v[i - 1].taken = true;
		for (from = at; from > 0 && this.v[from - 1].taken;) from--;
		this.addUnit({ number: true, numbers: found.numbers, shown: this.query.slice(this.v[from].start, this.v[at + count - 1].end) });
	}

	takeWholeNumber() {
		if (this.v.length < 2 || !this.v.some((asked) => asked.kind === DIGITS)) return false;
		const found = this.findNumbers(0, this.v.length);
		if (found.fit !== SAME) return false;
		this.addUnit({ number: true, numbers: found.numbers, shown: this.query });
		return true;
	}

	phraseAt(phrase, at) {
		return phrase.length > 0 && at + phrase.length <= this.v.length &&
			phrase.every((word, i) => this.v[at + i].word === word && !this.v[at + i].taken);
	}

	spread(phrase) {
		const is = (flag) => phrase.map((word) => (this.index.words.v[word].flags & flag) !== 0);
		const ignored = is(IGNORED);
		if (phrase.length < 2 || is(WITHOUT_SPACES).includes(true) || (!ignored[0] && ignored.includes(true))) return NOWHERE;
		return ignored[0] ? ORDERED : ANYWHERE;
	}

	spreadLength(phrase, at) {
		const spread = this.spread(phrase), rest = [...phrase];
		let n = 0;
		if (spread === NOWHERE) return 0;
		for (; at + n < this.v.length && !this.v[at + n].taken && rest.length > 0; n++) {
			const i = rest.indexOf(this.v[at + n].word);
			if (i === 0 || (i > 0 && spread === ANYWHERE)) rest.splice(i, 1);
			else if (n === 0 || !this.isIgnored(this.v[at + n].form)) return 0;
		}
		return rest.length === 0 ? n : 0;
	}

	// Words of the query that the phrase takes.
	fitPhrase(phrase, at) { return this.phraseAt(phrase, at) ? phrase.length : this.spreadLength(phrase, at); }

	takeBeginning(at) {
		const { kind, word, shown } = this.v[at];
		const said = word !== undefined && (this.index.words.v[word].flags & (SAID | LISTED | IGNORED)) !== 0;
		if (kind === WHOLE || said) return false;
		const found = this.findNumbers(at, 1);
		if (found.fit !== BELOW) return false;
		this.addUnit({ number: true, numbers: found.numbers, shown });
		return true;
	}

	takeWords(at) {
		const fits = this.index.groups.flatMap((group) => group.words.map((phrase) => [group, phrase.length, this.fitPhrase(phrase, at)])).filter(([, , taken]) => taken > 0);
		const words = Math.max(0, ...fits.map(([, count]) => count));
		const taken = Math.min(ASKED, ...fits.filter(([, count]) => count === words).map(([, , length]) => length));
		if ((words === 0 || taken === 1) && !this.all && this.isIgnored(this.v[at].form)) return 1;
		if (words === 0 && this.takeBeginning(at)) return 1;
		const length = words > 0 ? taken : this.dottedLength(at) || 1, asked = this.v.slice(at, at + length);
		const groups = [...new Set(fits.filter(([, count, consumed]) => count === words && consumed === taken).map(([group]) => group))].slice(0, GROUPS);
		this.addUnit({
			shown: length === 1 && asked[0].kind === WHOLE ? asked[0].shown : this.query.slice(asked[0].start, asked[length - 1].end),
			own: asked.every(({ word }) => word !== undefined) ? asked.map(({ word }) => word) : [],
			groups, listed: groups.length > 0,
		});
		return length;
	}

	read() {
		this.readUnits();
		if (this.units.length > 0) return this.units;
		this.all = true;
		this.readUnits();
		return this.units.some((unit) => unit.listed) ? this.units.filter((unit) => unit.listed) : this.units;
	}

	readUnits() {
		this.v = [];
		this.readWords();
		if (this.takeWholeNumber()) return;
		for (let i = 0; i < this.v.length; i++) if (!this.v[i].taken) this.takeNumber(i);
		for (let i = 0; i < this.v.length;) i += this.v[i].taken ? 1 : this.takeWords(i);
	}
}

// -- data/search/rank.c --------------------------------------------------------------------------------------------------
const fieldPoints = [90, 50, 30, 20, 15, 10];
const kindPoints = { control: 10, row: 10, party: 10, question: 11, term: 6, reference: 8, contact: 10, section: 4, scope: 8,
	certification: 3, notes: 6, clause: 10 };
const TITLE = 0, COUNTERPART = 4, TITLE_MORE = 40, TITLE_WHOLE = 40, ABOUT = 300, NUMBER_OWN = 3000, NUMBER_COUNTERPART = 2000, TOGETHER = 1500;
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

class Finder {
	constructor(index, units) {
		this.index = index;
		this.units = units;
	}

	seek() {
		this.sought = [];
		const add = (phrase, points, unit) => {
			if (phrase.length === 0) return;
			const { form, flags } = this.index.words.v[phrase[0]];
			const begins = new Set([phrase[0]]);
			if ((flags & WITHOUT_SPACES) !== 0) {
				this.index.words.v.forEach((word, i) => { if (word.form !== '' && form.startsWith(word.form)) begins.add(i); });
			}
			this.sought.push({ phrase, points, unit, begins });
		};
		this.units.forEach((unit, u) => {
			if (unit.number) return;
			add(unit.own, 4, u);
			for (const group of unit.groups) {
				for (const phrase of group.words) add(phrase, 3, u);
				if (unit.near) for (const phrase of group.near) add(phrase, 2, u);
			}
		});
	}

	passagePoints(passage) {
		const points = this.units.map(() => 0);
		passage.tokens.forEach((token, i) => {
			for (const { phrase, points: each, unit, begins } of this.sought) {
				const n = begins.has(token.word) ? this.index.words.match(phrase, passage.tokens, i) : 0;
				if (n === 0) continue;
				let value = each * fieldPoints[passage.field];
				if (passage.field === TITLE) {
					value += each * (Math.floor(TITLE_MORE * n / passage.tokens.length) + (n === passage.tokens.length ? TITLE_WHOLE : 0));
				}
				points[unit] = Math.max(points[unit], value);
			}
		});
		return points;
	}

	count() {
		this.seek();
		this.said = this.said ?? this.units.map(() => false);
		this.points = this.index.items.map((item, at) => {
			const best = fieldPoints.map(() => this.units.map(() => 0));
			for (const passage of item.passages) {
				this.passagePoints(passage).forEach((value, u) => { best[passage.field][u] = Math.max(best[passage.field][u], value); });
			}
			const words = this.units.map((unit, u) => sum(best.map((field) => field[u])));
			const said = this.units.map((unit, u) => best.some((field, at) => at !== NOTE && field[u] > 0));
			if (item.kind !== 'clause') said.forEach((value, u) => { this.said[u] ||= value; });
			return this.units.map((unit, u) => words[u] +
				sum(item.numbers.map((number, i) => (!unit.numbers.includes(number) ? 0 : i === 0 ? NUMBER_OWN : NUMBER_COUNTERPART))) +
				sum(unit.groups.map((group) => ABOUT * group.abouts.filter((about) => about === at).length)));
		});
	}

	having(u, clauses) {
		return this.index.items.filter((item, i) => this.points[i][u] > 0 && (clauses || item.kind !== 'clause')).length;
	}

	tryNear() {
		this.units.forEach((unit, u) => { unit.near = unit.listed && !this.said[u]; });
		if (this.units.some((unit) => unit.near)) this.count();
		this.units.forEach((unit, u) => { unit.absent = this.having(u, false) === 0; });
	}

	had(points) { return this.units.filter((unit, u) => !unit.absent && (points === null || points[u] > 0)); }

	weightIn(points) { return sum(this.had(points).map((unit) => (unit.number ? (UNITS + 1) ** 2 : unit.listed ? UNITS + 1 : 1))); }

	score(item, points) {
		const hit = { item, passage: null, fact: null, via: null, score: 0 };
		let most = 0, best = [0, 0], factBest = [0, 0];
		item.passages.forEach((passage, i) => {
			const own = this.passagePoints(passage), n = this.had(own).length, total = sum(own);
			const better = (than) => n > than[0] || (n === than[0] && total > than[1]);
			most = Math.max(most, n);
			if (passage.fact !== null && better(factBest)) {
				hit.fact = passage;
				factBest = [n, total];
			} else if (passage.fact === null && i > 0 && passage.field !== COUNTERPART && (hit.passage === null || better(best))) {
				hit.passage = passage;
				best = [n, total];
			}
		});
		hit.via = item.numbers.slice(1).find((number) => this.units.some((unit) => unit.numbers.includes(number))) ?? null;
		hit.score = sum(points.map((value, u) => value * this.rarities[u])) + (most > 1 ? (most - 1) * TOGETHER : 0);
		hit.score = Math.floor(hit.score / 10) * kindPoints[item.kind];
		return hit;
	}

	hits() {
		const all = this.index.items.length;
		const decisive = this.weightIn(null) === 0 || this.units.some((unit) => unit.absent && (unit.listed || unit.number));
		const items = this.index.items.map((item, i) => ({ item, points: this.points[i] }));
		const said = items.filter(({ item }) => item.kind !== 'clause');
		const wanted = Math.max(0, ...said.map(({ points }) => this.weightIn(points)));
		this.rarities = this.units.map((unit, u) => 10 + Math.floor(10 * (all - this.having(u, true)) / (all || 1)));
		const scored = (list) => list.map(({ item, points }) => this.score(item, points)).sort((a, b) => b.score - a.score);
		this.units.forEach((unit, u) => { unit.needed = !decisive || (unit.absent && this.having(u, true) > 0); });
		const needs = this.units.some((unit) => unit.needed);
		const hits = decisive ? [] : scored(said.filter(({ points }) => this.weightIn(points) === wanted));
		const clauses = scored(items.filter(({ item, points }) => item.kind === 'clause' && needs && this.units.every((unit, u) => !unit.needed || points[u] > 0)));
		return {
			hits, clauses, apart: !decisive && wanted < this.weightIn(null),
			missing: this.units.filter((unit) => unit.absent && !(unit.needed && clauses.length > 0)).map((unit) => unit.shown),
			near: this.units.filter((unit) => unit.near && !unit.absent && hits.length > 0).map((unit) => unit.shown),
		};
	}

	spans(passage) {
		const spans = [];
		for (let i = 0; i < passage.tokens.length;) {
			const token = passage.tokens[i];
			const n = Math.max(0, ...this.sought.filter(({ begins }) => begins.has(token.word))
				.map(({ phrase }) => this.index.words.match(phrase, passage.tokens, i)));
			if (n > 0) spans.push([token.start, passage.tokens[i + n - 1].end]);
			i += n || 1;
		}
		return spans;
	}
}

export function find(index, query) {
	const finder = new Finder(index, new Reader(index, query).read());
	const result = { index, finder, hits: [], clauses: [], apart: false, missing: [], near: [] };
	if (finder.units.length === 0) return result;
	finder.count();
	finder.tryNear();
	return { ...result, ...finder.hits() };
}

export const isWholeResult = (result) => result.finder.units.length > 0 && result.missing.length === 0;

// -- cgi/pages/search.c --------------------------------------------------------------------------------------------------
const WINDOW = 320, WINDOW_BEFORE = 80, HITS = 25, CLAUSES = 5;
const escapes = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' };
const escape = (text) => text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[<>&"']/g, (c) => escapes[c])
	// eslint-disable-next-line no-control-regex
	.replace(/[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, '\ufffd');
const fill = (pattern, values) => pattern.replace(/\{([a-z]+)\}/g, (whole, name) => values[name] ?? whole);

function marked(result, passage) {
	const spans = result.finder.spans(passage), text = passage.text;
	const after = (at, n) => at + [...text.slice(at)].slice(0, n).join('').length;
	const before = (at, n) => at - (n > 0 ? [...text.slice(0, at)].slice(-n).join('').length : 0);
	const plain = (from, to) => escape(text.slice(from, to).replaceAll('\t', ''));
	let at = spans.length > 0 ? before(spans[0][0], WINDOW_BEFORE) : 0, html = '';
	if (after(0, WINDOW) === text.length) at = 0;
	const end = after(at, WINDOW);
	if (at > 0) html += '…';
	for (const [from, to] of spans) {
		if (to > end) break;
		html += `${plain(at, from)}<mark>${plain(from, to)}</mark>`;
		at = to;
	}
	return html + plain(at, end) + (end < text.length ? '…' : '');
}

// The results as HTML, in a page of that language, with its messages.
export function show(result, lang, messages) {
	const [one, other, none, clause, via, apart, more, near, mark, note, colon] = messages;
	const langOf = (passage) => (passage.lang === lang ? '' : ` lang="${escape(passage.lang)}"`);
	const signOf = ({ doubt }) => (doubt ? `<abbr class="standing" title="${escape(doubt)}">${escape(mark)}</abbr>` : '');
	const passageOf = (item, passage) => {
		const fact = passage.fact === null ? '' : ` class="fact" data-kind="fact" data-id="${escape(`${item.id}/${passage.fact}`)}"`;
		const said = passage.field === NOTE ? `<strong>${escape(note)}</strong>${escape(colon)}` : '';
		return said === '' ? `<p${fact}${langOf(passage)}>${marked(result, passage)}</p>`
			: `<p class="editors">${said}<span${langOf(passage)}>${marked(result, passage)}</span></p>`;
	};
	const hitOf = ({ item, passage, fact, via: number }) => {
		const own = item.numbers[0];
		let html = `<li data-kind="${item.kind}" data-id="${escape(item.id)}"><h2><a href="${escape(item.href)}">`;
		if (own) html += `<span class="number">${escape(own.number)} </span>`;
		html += `<span${langOf(item.passages[0])}>${marked(result, item.passages[0])}</span></a>${signOf(item.passages[0])}</h2><p class="tag">${escape(item.tag)}</p>`;
		if (number) html += `<p class="via">${escape(fill(via, { from: number.number, framework: number.framework, number: own.number }))}</p>`;
		if (passage) html += passageOf(item, passage);
		if (fact) html += passageOf(item, fact);
		return `${html}</li>`;
	};
	let html = '';
	if (result.hits.length > 0) {
		html += `<p class="result">${escape(fill(result.hits.length === 1 ? one : other, { n: result.hits.length }))}</p>`;
		for (const words of result.near) html += `<p class="near">${escape(fill(near, { words }))}</p>`;
		if (result.apart) html += `<p class="apart">${escape(apart)}</p>`;
		html += `<ol class="answers">${result.hits.slice(0, HITS).map(hitOf).join('')}</ol>`;
		if (result.hits.length > HITS) html += `<p class="more">${escape(more)}</p>`;
	}
	for (const { item } of result.clauses.slice(0, CLAUSES)) {
		const id = escape(item.id), title = item.passages[0].text.replaceAll('\t', '');
		html += `<p class="none" data-kind="clause" data-id="${id}" data-none="${id}">${
			escape(fill(clause, { number: item.id, title, framework: item.numbers[0].framework }))}${signOf(item.passages[0])}</p>`;
	}
	for (const words of result.missing) html += `<p class="none" data-none="${escape(words)}">${escape(fill(none, { words }))}</p>`;
	return html;
}

// In the page's language, or in the first of the others that knows every word. load gives the index of an address.
export async function search(load, address, query) {
	const index = await load(address), result = find(index, query);
	if (isWholeResult(result)) return result;
	for (const other of index.others) {
		const others = find(await load(other), query);
		if (isWholeResult(others)) return others;
	}
	return result;
}

// -- the page ------------------------------------------------------------------------------------------------------------
const loaded = new Map();
function load(address) {
	const url = new URL(address, document.baseURI).href;
	if (!loaded.has(url)) {
		loaded.set(url, fetch(url).then((response) => {
			if (!response.ok) throw new Error(`${url}: ${response.status}`);
			return response.json();
		}).then((json) => prepare(json, url)).catch((error) => {
			loaded.delete(url);
			throw error;
		}));
	}
	return loaded.get(url);
}

function start(found) {
	const field = document.querySelector('main input[type=search]');
	const messages = JSON.parse(found.dataset.messages), lang = document.documentElement.lang;
	let wanted = field.value.trim(), timer = 0;

	async function answer() {
		const query = field.value.trim();
		if (query === wanted) return;
		wanted = query;
		try {
			const html = query === '' ? '' : show(await search(load, found.dataset.index, query), lang, messages);
			if (query !== wanted) return; // one has typed on
			found.innerHTML = html;
			const kept = [...new URLSearchParams(location.search)].filter(([name]) => name === 'plan' || name === 'option');
			const asked = new URLSearchParams([...kept, ...(query === '' ? [] : [['q', query]])]).toString();
			history.replaceState(null, '', asked === '' ? location.pathname : `?${asked}`);
		} catch {
			wanted = null; // the form still leads to the server
		}
	}

	function soon() {
		clearTimeout(timer);
		timer = setTimeout(answer, 150);
	}

	field.addEventListener('input', (event) => { if (!event.isComposing) soon(); });
	field.addEventListener('compositionend', soon);
	// A host of files cannot answer the form: what the address asks for, the form does not say yet.
	const asked = new URLSearchParams(location.search).get('q') ?? '';
	if (field.value === '' && asked.trim() !== '') {
		field.value = asked;
		answer();
	}
}

if (typeof document !== 'undefined') {
	const found = document.querySelector('#found');
	if (found) start(found);
}
