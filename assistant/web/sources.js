// Second half of the sources page's script; page.js comes before it. The address holds everything, so that each view
// can be linked, and the browser's own back and forward work.
const FILTERS = ["q", "in", "authority", "language", "from", "to"];
const TYPING_PAUSE_MS = 350;
const form = byId("zt-search");
const view = byId("zt-view");
const selectionButton = byId("zt-selection");
const page = element.querySelector(".zt-directory");
// The same place in the other language.
const otherLanguage = document.querySelector(".zt-tools a[hreflang]");
otherLanguage.dataset.page = otherLanguage.getAttribute("href");
const wide = matchMedia("(min-width: 901px)");
let asked = 0;
let typing = 0;
let selecting = 0;
let lastList = "?";
let placing = 0;

Object.assign(actions, {
	copyLink,
	more: () => go(`${location.search}&more=1`, "keep"),
});

const wanted = () => new URLSearchParams(location.search);

function kind() {
	const now = wanted();
	if (now.get("document")) return now.get("with") ? "beside" : "reader";
	return now.get("view") === "conflicts" ? "conflicts" : "listing";
}

async function start() {
	form.innerHTML = await onceThere(() => server.fields(null));
	form.querySelector(".zt-filter-fold").open = wide.matches || FILTERS.slice(1).some((name) => wanted().get(name));
	show("first");
}

// `how`: "first" (nothing moves the focus unless a place is linked), "open" (a link was followed) or "keep".
async function show(how) {
	const number = ++asked;
	const now = kind();
	const state = Object.fromEntries(wanted());
	// A link may also name its section after "#".
	if (now === "reader" && location.hash && !state.locator) state.locator = decoded(location.hash.slice(1));
	if (now === "listing") {
		lastList = location.search || "?";
		for (const name of FILTERS) if (form.elements[name]) form.elements[name].value = state[name] ?? "";
	}
	page.dataset.view = now;
	otherLanguage.href = otherLanguage.dataset.page + location.search;
	for (const link of element.querySelectorAll("[data-view]")) {
		if (link.dataset.view === now) link.setAttribute("aria-current", "true");
		else link.removeAttribute("aria-current");
	}
	view.setAttribute("aria-busy", "true");
	const html = await fetched(() => server[now](state));
	if (number !== asked) return;
	put(view, html, view.dataset.failed);
	showOriginals(view);
	view.setAttribute("aria-busy", "false");
	selectionButton.hidden = true;
	for (const back of view.querySelectorAll(".zt-back")) back.setAttribute("href", lastList);
	// A document that is gone, or a connection that broke, leaves no reader to place.
	if (view.querySelector(".zt-reader")) {
		placeReader(state, how);
		markOutline();
	}
	else if (now === "conflicts" && location.hash) toPlace(byId(decoded(location.hash.slice(1))));
	else if (how === "open") toTop();
}

function decoded(text) {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function toTop() {
	scrollTo(0, 0);
	byId("zt-view-title")?.focus({ preventScroll: true });
}

function toPlace(place) {
	if (!place) return;
	place.scrollIntoView({ block: "start" });
	place.focus?.({ preventScroll: true });
}

function placeReader(state, how) {
	view.querySelector(".zt-outline").open = wide.matches;
	view.querySelector(".zt-about").open = wide.matches;
	const mark = view.querySelector("mark");
	if (mark) {
		mark.tabIndex = -1;
		const table = mark.closest(".zt-table");
		if (table) table.scrollLeft += left(mark) - left(table) - table.clientWidth / 3;
		scrollTo(0, scrollY + top(mark) - innerHeight / 3);
		mark.focus({ preventScroll: true });
	} else if (state.start || state.locator) {
		toSection(byId("zt-document-text").dataset.from);
	} else if (how !== "keep") {
		toTop();
	}
}

// Where in the document the reader is: at the linked place while it can be seen, else in the section below the bar.
function markOutline() {
	const sections = [...view.querySelectorAll("#zt-document-text section")];
	if (!sections.length) return;
	const focused = document.activeElement;
	const linked = inView(focused) ? focused.closest("#zt-document-text section") : null;
	const line = parseFloat(getComputedStyle(sections[0]).scrollMarginTop) + 8;
	const here = linked ?? sections.findLast((s) => top(s) <= line) ?? sections[0];
	const outline = view.querySelector(".zt-outline");
	for (const link of outline.querySelectorAll("a[data-section]")) {
		const current = link.dataset.section === here.dataset.section;
		if (current === link.hasAttribute("aria-current")) continue;
		if (!current) link.removeAttribute("aria-current");
		else {
			link.setAttribute("aria-current", "true");
			if (outline.open) outline.scrollTop += top(link) - top(outline) - outline.clientHeight / 3;
		}
	}
}

function inView(place) {
	return top(place) >= 0 && top(place) < innerHeight;
}

addEventListener("scroll", () => {
	cancelAnimationFrame(placing);
	placing = requestAnimationFrame(markOutline);
});

function toSection(from) {
	const section = byId(`zt-section-${from}`);
	if (!section) return false;
	section.tabIndex = -1;
	toPlace(section);
	return true;
}

function go(address, how = "open") {
	if (how === "keep") history.replaceState(history.state, "", address);
	else history.pushState(null, "", address);
	return show(how);
}

element.addEventListener("click", (event) => {
	const link = event.target.closest("a[data-page]");
	if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
	event.preventDefault();
	const address = link.getAttribute("href");
	// A section that is already on the page is only gone to.
	if (link.dataset.section && toSection(link.dataset.section)) {
		history.replaceState(history.state, "", address);
		if (!wide.matches) view.querySelector(".zt-outline").open = false;
		return;
	}
	go(address === "?" ? location.pathname : address);
});

addEventListener("popstate", () => show("open"));

function searched() {
	const query = new URLSearchParams();
	for (const name of FILTERS) {
		const value = form.elements[name]?.value;
		if (value) query.set(name, value);
	}
	const text = query.toString();
	go(text ? `?${text}` : location.pathname, kind() === "listing" ? "keep" : "open");
}

form.addEventListener("submit", (event) => {
	event.preventDefault();
	clearTimeout(typing);
	searched();
});
form.addEventListener("input", (event) => {
	clearTimeout(typing);
	typing = setTimeout(searched, event.target.name === "q" ? TYPING_PAUSE_MS : 0);
});
// The fields have their first values again only after this event.
form.addEventListener("reset", () => setTimeout(searched, 0));

view.addEventListener("change", (event) => {
	const field = event.target;
	if (field.dataset.beside && field.value) {
		go(`?${new URLSearchParams({ document: field.dataset.beside, with: field.value })}`);
	} else if (field.name === "zt-side") {
		field.closest("[data-side]").dataset.side = field.value;
	} else if ("differing" in field.dataset) {
		field.closest("[data-side]").classList.toggle("zt-hide-same", field.checked);
	}
});

async function copyLink(button) {
	const address = new URL(button.dataset.query, location.origin + location.pathname).href;
	sayDone(button, (await copied(address)) ? button.dataset.done : button.dataset.failed);
}

// Selected text of a document can be linked: its pieces know their offsets.
document.addEventListener("selectionchange", () => {
	clearTimeout(selecting);
	selecting = setTimeout(offerLink, TYPING_PAUSE_MS);
});

async function offerLink() {
	const selection = getSelection();
	const range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
	const from = range && offset(range.startContainer, range.startOffset);
	const to = range && offset(range.endContainer, range.endOffset);
	let query = "";
	if (Number.isInteger(from) && Number.isInteger(to) && from < to) {
		try {
			const { document: id } = view.querySelector(".zt-reader").dataset;
			query = await server.link({ document: id, start: from, end: to });
		} catch {
			// Without the server there is no link to offer.
		}
	}
	selectionButton.dataset.query = query;
	selectionButton.hidden = !query;
}

// The document's offset of a place in the page, counted in characters as the server counts them; null outside its text.
function offset(node, within) {
	const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("#zt-document-text [data-at]");
	if (!piece) return null;
	const before = document.createRange();
	before.selectNodeContents(piece);
	before.setEnd(node, within);
	return Number(piece.dataset.at) + [...before.toString()].length;
}

start();
