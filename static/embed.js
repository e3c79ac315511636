// Copies the words of a field, which can be selected and copied without this module as well.
for (const button of document.querySelectorAll('button[data-copy]')) {
	button.addEventListener('click', async () => {
		const field = document.getElementById(button.dataset.copy);
		const told = button.nextElementSibling;

		field.select();
		try {
			await navigator.clipboard.writeText(field.value);
			told.textContent = told.dataset.words;
		} catch {
			told.textContent = ''; // the words are selected: the reader's keys copy them
		}
	});
	button.hidden = false;
}
