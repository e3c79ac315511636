// The boxes of a party's duties: kept in this browser, counted, and saved as CSV. Without this module they can still be
// ticked and printed. A box's value names a control and the words of the duty (cgi/pages/duties.c), so ticks are the same
// in every language and edition of the document, and those of duties that read otherwise by now lie unused.
const list = document.querySelector('.duty-list');
const boxes = [...(list?.querySelectorAll('input[type=checkbox]') ?? [])];

// Documents of one name may stand at several paths of one host.
function storeName({ service, party }) {
	const path = location.pathname;
	const end = path.lastIndexOf(`/${service}/`);

	return `demarc duties ${end > 0 ? path.slice(0, end) : ''}/${service} ${party}`;
}

// Storage may be forbidden, full, or hold what others wrote.
function readTicks(name) {
	try {
		const found = JSON.parse(localStorage.getItem(name) ?? '[]');

		return new Set(Array.isArray(found) ? found.filter((value) => typeof value === 'string') : []);
	} catch {
		return new Set();
	}
}

function keepTicks(name, ticks) {
	try {
		if (ticks.size > 0) localStorage.setItem(name, JSON.stringify([...ticks]));
		else localStorage.removeItem(name);
		return true;
	} catch {
		return false;
	}
}

// As the server writes CSV: some programs would run a cell that begins like a formula.
function csvCell(words) {
	const folded = words.replace(/\s+/g, ' ').trim();
	const safe = /^[=+\-@\t\r]/.test(folded) ? `'${folded}` : folded;

	return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function csv() {
	const lines = boxes.map((box) => {
		const link = box.closest('.checklist > li').querySelector('a');
		const numbers = [link.querySelector('.number'), ...box.parentElement.querySelectorAll('.also a')].map((a) => a.textContent.trim());

		return [box.checked ? 'yes' : 'no', numbers.join(' '), link.querySelector('.name').textContent,
			box.dataset.does, box.labels[0].textContent, link.href];
	});

	return `\ufeff${[['done', 'clause', 'title', 'does', 'duty', 'page'], ...lines].map((line) => `${line.map(csvCell).join(',')}\r\n`).join('')}`;
}

function save() {
	const link = document.createElement('a');

	link.href = URL.createObjectURL(new Blob([csv()], { type: 'text/csv' }));
	link.download = `${list.dataset.service}-${list.dataset.party}-duties.csv`;
	link.click();
	setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function start() {
	const name = storeName(list.dataset);
	const tools = list.querySelector('.tools');
	const status = tools.querySelector('[role=status]');
	const kept = tools.querySelector('.kept');

	function show() {
		const done = boxes.filter((box) => box.checked).length;

		status.textContent = status.dataset.words.replace('{done}', done).replace('{all}', boxes.length);
	}

	function load() {
		const ticks = readTicks(name);

		for (const box of boxes) box.checked = ticks.has(box.value);
		show();
	}

	// Ticks of duties that this page does not list, of another plan say, stay as they are.
	function keep() {
		const ticks = readTicks(name);

		for (const box of boxes) ticks[box.checked ? 'add' : 'delete'](box.value);
		kept.hidden = !keepTicks(name, ticks);
		show();
	}

	const actions = {
		save,
		print: () => window.print(),
		clear: () => {
			for (const box of boxes) box.checked = false;
			keep();
		},
	};

	list.addEventListener('change', keep);
	tools.addEventListener('click', (event) => actions[event.target.dataset.action]?.());
	window.addEventListener('storage', (event) => {
		if (event.key === name || event.key === null) load();
	});
	window.addEventListener('pageshow', load);
	load();
	tools.hidden = false;
}

if (boxes.length > 0) start();
