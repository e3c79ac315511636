// The filters of the page of controls, answered at once from the page itself. The server answers the same form the same
// way (cgi/address/filter.c); without this module, or on a page that holds a part of the controls only, it does so alone.
const form = document.querySelector('form.filters');
const result = document.querySelector('.result[data-found]');

const list = (value) => (value ? value.split(' ') : []);

const passes = {
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
		const asked = [...new FormData(form)].filter(([name, value]) => name in passes && value !== '');
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

	form.addEventListener('input', apply);
	reset.addEventListener('click', (event) => {
		event.preventDefault();
		for (const field of form.elements) {
			if (field.type === 'checkbox') field.checked = false;
			else if (field.name) field.value = '';
		}
		apply();
		form.elements.party.focus();
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

// Words were once looked for on this page. A host of files cannot lead on to the search that answers them now.
const words = new URLSearchParams(location.search).get('q');
const search = document.querySelector('form.search:not(.filters)');

if (words && search) location.replace(`${search.action}?${new URLSearchParams({ q: words })}`);
else if (form && result) start();
