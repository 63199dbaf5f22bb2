// First half of every page's script, run once inside Gradio's gr.HTML: `element`, `trigger`, `server` and `watch` are
// its own. All HTML comes from the server's renderers, which escape; nothing here builds HTML from text.
const byId = (id) => document.getElementById(id);
const READY_POLL_MS = 800;
const WATCH_POLL_MS = 15000;
// What holds citations that open together.
const HOLDER = ".zt-exchange, .zt-card, .zt-compare, .zt-item, .zt-plan-out";
let opener = null;
// What Escape does when no source is open.
let onEscape = () => {};

const actions = { cite: openSource, close: closeSource };

document.addEventListener("click", (event) => {
	const button = event.target.closest?.("[data-action]");
	if (button) actions[button.dataset.action]?.(button);
});

document.addEventListener("keydown", (event) => {
	if (event.key !== "Escape") return;
	if (byId("zt-panel").hidden) onEscape();
	else closeSource();
});

async function openSource(button) {
	const panel = byId("zt-panel");
	const body = byId("zt-panel-body");
	opener = button;
	byId("zt-panel-n").textContent = `[${button.dataset.n}]`;
	panel.hidden = false;
	document.querySelector(".zt-backdrop").hidden = false;
	document.body.classList.add("zt-reading");
	markOpen(button);
	body.textContent = panel.dataset.loading;
	try {
		const { document: id, start, end } = button.dataset;
		const html = await server.source({ document: id, start: Number(start), end: Number(end) });
		if (opener !== button) return;
		body.innerHTML = html;
	} catch {
		body.textContent = panel.dataset.failed;
		return;
	}
	// The bar knows where the sources page is, whatever page this is and whatever path a proxy adds.
	const sources = document.querySelector('.zt-pages a[href$="sources/"]');
	for (const link of body.querySelectorAll("a[data-query]")) link.href = new URL(link.dataset.query, sources.href).href;
	const mark = body.querySelector("mark");
	// Measured on screen: within a table, offsetTop counts from the cell.
	if (mark) body.scrollTop += top(mark) - top(body) - body.clientHeight / 3;
	for (const table of body.querySelectorAll(".zt-table")) {
		const quoted = table.querySelector("mark");
		if (quoted) table.scrollLeft += left(quoted) - left(table) - table.clientWidth / 3;
	}
	byId("zt-source-title")?.focus({ preventScroll: true });
}

function top(node) {
	return node.getBoundingClientRect().top;
}

function left(node) {
	return node.getBoundingClientRect().left;
}

function closeSource() {
	byId("zt-panel").hidden = true;
	document.querySelector(".zt-backdrop").hidden = true;
	document.body.classList.remove("zt-reading");
	markOpen(null);
	opener?.focus({ preventScroll: true });
	opener = null;
}

function markOpen(button) {
	for (const old of element.querySelectorAll(".zt-open")) old.classList.remove("zt-open");
	const holder = button?.closest(HOLDER);
	for (const same of holder?.querySelectorAll(`[data-action=cite][data-n="${button.dataset.n}"]`) ?? [])
		same.classList.add("zt-open");
}

async function showProgress() {
	const banner = byId("zt-banner");
	let said;
	try {
		said = await server.progress(null);
		if (typeof said !== "string") said = banner.dataset.offline;
	} catch {
		said = banner.dataset.offline;
	}
	banner.textContent = said;
	banner.hidden = !said;
	setTimeout(showProgress, said ? READY_POLL_MS : WATCH_POLL_MS);
}

setTimeout(showProgress, 0);
