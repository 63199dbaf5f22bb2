// Second half of the practice page's script; page.js comes before it.
Object.assign(actions, { next: () => go("next", {}), restart: () => go("restart", {}) });

// Where the focus goes once the page is drawn anew: the question or verdict, or the filter just changed.
let focusNext = null;
const LOST_MS = 4000;

function go(event, data) {
	closeSource();
	focusNext = "[data-focus]";
	trigger(event, data);
}

element.addEventListener("change", (event) => {
	if (!event.target.matches("[data-filter]")) return;
	const chosen = {};
	const filters = element.querySelectorAll("[data-filter]");
	for (const filter of filters) {
		chosen[filter.name] = filter.value;
		// What follows from one choice is drawn before the next one is made; a lost answer frees them again.
		filter.disabled = true;
		setTimeout(() => (filter.disabled = false), LOST_MS);
	}
	closeSource();
	focusNext = `#${event.target.id}`;
	trigger("change_filter", chosen);
});

element.addEventListener("submit", (event) => {
	event.preventDefault();
	const form = event.target;
	if (form.dataset.item) go("answer", { id: form.dataset.item, chosen: readAnswer(form) });
});

function readAnswer(form) {
	const lines = [...form.querySelectorAll("[data-choice]")];
	if (form.dataset.kind === "matching") return lines.map((line) => line.value);
	if (form.dataset.kind === "ordering") {
		// A position given twice leaves another one empty, which the server hands back as incomplete.
		const order = lines.map(() => "");
		for (const line of lines) if (line.value) order[Number(line.value) - 1] = line.dataset.choice;
		return order;
	}
	return [...form.querySelectorAll("[name=choice]:checked")].map((input) => input.value);
}

watch("value", () => {
	if (!focusNext) return;
	const wanted = focusNext;
	focusNext = null;
	requestAnimationFrame(() => element.querySelector(wanted)?.focus());
});
