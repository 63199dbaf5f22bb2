// Second half of the certificates page's script; page.js comes before it. The address holds filters and comparison.
const MAX_COMPARED = 3;
const FILTERS = ["role", "level", "issuer", "status", "as_of"];
const TYPING_PAUSE_MS = 250;
const form = byId("zt-filters");
const results = byId("zt-results");
const comparison = byId("zt-compare");
const bar = byId("zt-compare-bar");
let compared = [];
let comparisonSeen = false;
let asked = 0;
let typing = 0;

Object.assign(actions, {
	goCompare: () => byId("zt-compare-title")?.focus(),
	clearCompare: () => {
		compared = [];
		showComparison();
	},
});

async function start() {
	form.innerHTML = await onceThere(() => server.fields(null));
	const wanted = new URLSearchParams(location.search);
	for (const name of FILTERS) if (wanted.get(name)) form.elements[name].value = wanted.get(name);
	compared = (wanted.get("compare") ?? "").split(",").filter(Boolean).slice(0, MAX_COMPARED);
	await Promise.all([showCards(), showComparison()]);
}

function state() {
	const filters = Object.fromEntries(FILTERS.map((name) => [name, form.elements[name].value]));
	return { ...filters, compare: compared };
}

function keepInAddress() {
	const now = state();
	const kept = new URLSearchParams(location.search);
	for (const name of FILTERS) {
		const usual = form.elements[name].defaultValue ?? "";
		if (now[name] && now[name] !== usual) kept.set(name, now[name]);
		else kept.delete(name);
	}
	if (compared.length) kept.set("compare", compared.join(","));
	else kept.delete("compare");
	const query = kept.toString().replaceAll("%2C", ",");
	history.replaceState(history.state, "", query ? `?${query}` : location.pathname);
}

async function showCards() {
	const number = ++asked;
	keepInAddress();
	results.setAttribute("aria-busy", "true");
	const html = await fetched(() => server.cards(state()));
	if (number !== asked) return;
	put(results, html, results.dataset.failed);
	results.setAttribute("aria-busy", "false");
	limitChoice();
}

async function showComparison() {
	keepInAddress();
	limitChoice();
	const html = compared.length ? await fetched(() => server.comparison(state())) : "";
	put(comparison, html, results.dataset.failed);
	comparison.hidden = html === "";
}

// More than three are not taken: the others' boxes say so until one is free.
function limitChoice() {
	const full = compared.length >= MAX_COMPARED;
	for (const box of results.querySelectorAll("[data-compare]")) {
		box.checked = compared.includes(box.dataset.compare);
		box.disabled = full && !box.checked;
		box.closest("label").title = box.disabled ? bar.dataset.full : "";
	}
	bar.hidden = !compared.length || comparisonSeen;
	bar.querySelector("span").textContent = full ? bar.dataset.full : "";
	bar.querySelector("button").textContent = bar.dataset.go.replace("{n}", compared.length);
}

// The way to the comparison is shown while that is out of sight.
new IntersectionObserver(([seen]) => {
	comparisonSeen = seen.isIntersecting;
	limitChoice();
}).observe(comparison);

form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
	clearTimeout(typing);
	typing = setTimeout(refresh, event.target.name === "role" ? TYPING_PAUSE_MS : 0);
});
// The fields have their first values again only after this event.
form.addEventListener("reset", () => setTimeout(refresh, 0));

function refresh() {
	showCards();
	if (compared.length) showComparison();
}

results.addEventListener("change", (event) => {
	const id = event.target.dataset?.compare;
	if (!id) return;
	compared = event.target.checked ? [...compared, id] : compared.filter((other) => other !== id);
	showComparison();
});

// "toggle" does not bubble.
results.addEventListener("toggle", openDetail, true);

async function openDetail(event) {
	const card = event.target;
	if (!card.open || card.dataset.loaded || !card.dataset.id) return;
	card.dataset.loaded = "yes";
	const html = await fetched(() => server.detail({ ...state(), id: card.dataset.id }));
	put(card.querySelector(".zt-detail"), html, results.dataset.failed);
}

start();
