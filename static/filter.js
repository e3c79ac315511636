// The filters of the page of controls, answered at once from the page itself. The server answers the same form the same
// way (cgi/filter.c); without this module, or on a page that holds a part of the controls only, it does so alone.
const form = document.querySelector('form.filters');
const result = document.querySelector('.result[data-found]');

// As cgi/fold.c: full width to half width, capitals to small letters, katakana to hiragana, one space for any white space.
const fold = (words) => words
	.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
	.replace(/[A-Z]/g, (c) => c.toLowerCase())
	.replace(/[\u30a1-\u30f6]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0x60))
	.replace(/[\u3000 \t\n\r]+/g, ' ').trim();

// As data/model/clause.c: a number in small letters, without the mark between letters and digits.
const squeeze = (number) => fold(number).replace(/([a-z])[.\-_ ]+/g, '$1');

function below(number, word) {
	const x = squeeze(number), y = squeeze(word), next = x[y.length];
	return y !== '' && x.startsWith(y) && (next === undefined || !/[a-z0-9]/.test(next) || !/[0-9]$/.test(y));
}

const list = (value) => (value ? value.split(' ') : []);

function fits(control, word) {
	const bare = word.replace(/^a\.(?=[0-9])/, '');
	return control.words.includes(word) || control.clauses.some((clause) => below(clause, word) || below(clause, bare));
}

const passes = {
	q: (control, value) => control.clauses.some((clause) => below(clause, fold(value))) || fold(value).split(' ').every((word) => fits(control, word)),
	party: (control, value) => control.parties.includes(value),
	status: (control, value) => control.status === value,
	shared: (control, value) => control.shared === value,
	theme: (control, value) => control.themes.includes(value),
	cld: (control, value) => value !== '1' || control.cloud,
};

function count(n) {
	return (n === 1 ? result.dataset.one : result.dataset.other).replace('{n}', n);
}

function start() {
	const controls = [...document.querySelectorAll('.controls > li')].map((item) => ({
		item,
		words: item.dataset.words,
		clauses: list(item.dataset.clauses),
		parties: list(item.dataset.parties),
		themes: list(item.dataset.themes),
		status: item.dataset.status,
		shared: item.dataset.shared,
		cloud: item.dataset.cld === '1',
	}));
	const groups = [...document.querySelectorAll('.group')];
	const nothing = document.querySelector('.nothing');
	const words = result.querySelector('span');
	const reset = result.querySelector('a');

	function apply() {
		const asked = [...new FormData(form)].filter(([name, value]) => name in passes && fold(value) !== '');
		let found = 0;

		for (const control of controls) {
			control.item.hidden = !asked.every(([name, value]) => passes[name](control, value));
			found += control.item.hidden ? 0 : 1;
		}
		for (const group of groups) {
			const n = group.querySelectorAll('.controls > li:not([hidden])').length;
			group.hidden = n === 0;
			group.querySelector('.count').textContent = count(n);
		}
		nothing.hidden = found > 0;
		reset.hidden = asked.length === 0;
		words.textContent = asked.length === 0 ? count(found) : result.dataset.found.replace('{n}', found);
		const kept = [...new URLSearchParams(location.search)].filter(([name]) => name === 'plan' || name === 'option');
		const query = new URLSearchParams([...kept, ...asked]).toString();
		history.replaceState(null, '', query === '' ? location.pathname : `?${query}`);
	}

	form.addEventListener('input', (event) => { if (!event.isComposing) apply(); });
	form.addEventListener('compositionend', apply);
	reset.addEventListener('click', (event) => {
		event.preventDefault();
		for (const field of form.elements) {
			if (field.type === 'checkbox') field.checked = false;
			else if (field.name) field.value = '';
		}
		apply();
		form.elements.q.focus();
	});
	// A static host cannot answer the form: what the address asks for, the form does not say yet.
	for (const [name, value] of new URLSearchParams(location.search)) {
		const field = name in passes ? form.elements[name] : null;
		if (field?.type === 'checkbox') field.checked = value === '1';
		else if (field && field.value === '') field.value = value;
	}
	// Or what the browser has put back into the form after "back".
	if ([...new FormData(form)].some(([name, value]) => name in passes && value !== '')) apply();
}

if (form && result) start();
