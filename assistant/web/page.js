// First half of every page's script, run once inside Gradio's gr.HTML: `element`, `trigger`, `server` and `watch` are
// its own. All HTML comes from the server's renderers, which escape; nothing here builds HTML from text.
const byId = (id) => document.getElementById(id);
const READY_POLL_MS = 800;
const WATCH_POLL_MS = 5000;
const SAID_MS = 1800;
// What holds citations that open together.
const HOLDER = ".zt-exchange, .zt-card, .zt-compare, .zt-item, .zt-plan-out";
let opener = null;
// What Escape does when no source is open.
let onEscape = () => {};
// What happens when the server is back after it was not there.
let onBack = () => {};
let away = false;
// When the index behind this page was built, once known; another one later means that the documents changed.
let builtAt = null;

const actions = { cite: openSource, close: closeSource, dismiss };

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
		const { document: id, start, end, check } = button.dataset;
		const html = await server.source({ document: id, start: Number(start), end: Number(end), check });
		if (opener !== button) return;
		if (typeof html !== "string") throw new Error("no source");
		body.innerHTML = html;
	} catch {
		body.textContent = panel.dataset.failed;
		return;
	}
	// The bar knows where the sources page is, whatever page this is and whatever path a proxy adds.
	const sources = document.querySelector('.zt-pages a[href$="sources/"]');
	for (const link of body.querySelectorAll("a[data-query]")) link.href = new URL(link.dataset.query, sources.href).href;
	showOriginals(body);
	const mark = body.querySelector("mark");
	// Measured on screen: within a table, offsetTop counts from the cell.
	if (mark) body.scrollTop += top(mark) - top(body) - body.clientHeight / 3;
	for (const table of body.querySelectorAll(".zt-table")) {
		const quoted = table.querySelector("mark");
		if (quoted) table.scrollLeft += left(quoted) - left(table) - table.clientWidth / 3;
	}
	byId("zt-source-title")?.focus({ preventScroll: true });
}

// Originals come from the API, wherever a proxy puts it.
function showOriginals(place) {
	const { api } = byId("zt-banner").dataset;
	for (const link of place.querySelectorAll("a[data-href]")) link.href = api + link.dataset.href;
	for (const picture of place.querySelectorAll("img[data-src]")) {
		picture.addEventListener("error", () => picture.parentElement.remove());
		picture.src = api + picture.dataset.src;
	}
}

// What the server answers; null where it cannot be reached.
async function fetched(ask) {
	try {
		return await ask();
	} catch {
		return null;
	}
}

// The same as soon as there is something: the banner says what is being waited for.
async function onceThere(ask) {
	for (;;) {
		const got = await fetched(ask);
		if (got?.length) return got;
		await new Promise((goOn) => setTimeout(goOn, READY_POLL_MS));
	}
}

// The server's HTML in its place, or why there is none.
function put(place, html, lost) {
	if (typeof html === "string") place.innerHTML = html;
	else sayLost(place, lost);
}

function sayLost(place, lost) {
	const paragraph = document.createElement("p");
	paragraph.className = "zt-problem";
	paragraph.setAttribute("role", "alert");
	paragraph.textContent = lost;
	place.replaceChildren(paragraph);
}

// A button says for a moment what it did.
function sayDone(button, text) {
	const label = (button.dataset.label ??= button.textContent);
	button.textContent = text;
	setTimeout(() => (button.textContent = label), SAID_MS);
}

// Whether a text is in the clipboard, which is closed to pages served over plain http.
async function copied(text) {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		return copyBySelection(text);
	}
}

function copyBySelection(text) {
	const area = document.createElement("textarea");
	area.value = text;
	document.body.append(area);
	area.select();
	const done = document.execCommand("copy");
	area.remove();
	return done;
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

// One small request now and then tells whether the server is there, ready, and answers from the same documents.
async function showProgress() {
	const banner = byId("zt-banner");
	let said = banner.dataset.offline;
	try {
		const { built_at: built } = await (await fetch(`${banner.dataset.api}health`, { cache: "no-store" })).json();
		said = built ? "" : await server.progress(null);
		if (built && built !== builtAt) {
			if (builtAt) announce(banner.dataset.updated);
			builtAt = built;
		}
	} catch {
		// Said so.
	}
	if (away && said !== banner.dataset.offline) onBack();
	away = said === banner.dataset.offline;
	// What was announced stays until it is read; what is being waited for goes before it.
	if (said || !banner.dataset.announced) banner.textContent = said;
	if (said) delete banner.dataset.announced;
	banner.hidden = !banner.textContent;
	setTimeout(showProgress, said ? READY_POLL_MS : WATCH_POLL_MS);
}

function announce(text) {
	const banner = byId("zt-banner");
	const button = document.createElement("button");
	Object.assign(button, { type: "button", className: "zt-action", textContent: banner.dataset.seen });
	button.dataset.action = "dismiss";
	banner.replaceChildren(text, " ", button);
	banner.dataset.announced = "yes";
	banner.hidden = false;
}

function dismiss() {
	const banner = byId("zt-banner");
	banner.hidden = true;
	banner.textContent = "";
	delete banner.dataset.announced;
}

setTimeout(showProgress, 0);
addEventListener("offline", () => {
	byId("zt-banner").textContent = byId("zt-banner").dataset.offline;
	byId("zt-banner").hidden = false;
});
