// Third part of the chat page's script: this browser's conversations, and the day that questions are asked for.
const HISTORY_KEY = "zhengtu-history";
const MAX_CONVERSATIONS = 20;
// Characters of JSON: browsers give a host 5 million at least, and other pages keep their own here.
const MAX_HISTORY_CHARS = 1_500_000;
const MAX_TITLE_CHARS = 60;
// The bar, and the drawer in it, stand before the transcript; what comes after it may not be there yet.
const drawer = byId("zt-history");
const texts = JSON.parse(drawer.dataset.texts);
let kept = { id: "", exchanges: [] };

Object.assign(actions, {
	history: showHistory,
	closeHistory: () => drawer.close(),
	open: (button) => {
		const entry = readHistory().find((e) => e.id === button.dataset.id);
		drawer.close();
		closeSource();
		forgetAsked();
		if (entry) trigger("select", { kept: { id: entry.id, exchanges: entry.exchanges } });
		composer()?.focus();
	},
	delete: deleteOne,
	deleteAll,
	today: () => {
		byId("zt-day-input").value = "";
		dayChosen();
		byId("zt-day").querySelector("summary").focus();
	},
});

// Sent by the page whenever the conversation that Gradio keeps has changed.
document.addEventListener("zt-kept", ({ detail }) => keep(detail));

function keep(conversation) {
	kept = conversation?.id ? conversation : { id: "", exchanges: [] };
	remember();
	if (drawer.open) listHistory();
}

function remember() {
	const last = kept.exchanges.at(-1);
	if (!last) return;
	if ((last.answer || last.problem) && askedLast(last)) forgetAsked();
	const others = readHistory().filter((e) => e.id !== kept.id);
	writeHistory([{ id: kept.id, at: Date.now(), exchanges: kept.exchanges }, ...others]);
}

// Once, after the conversation of the last visit is on screen; this script may have come later than that.
function restored() {
	keep(window.ztRestored);
	if (location.hash.startsWith(LINK_MARK)) openLink();
	else askAgain();
}

if (window.ztRestored) setTimeout(restored, 0);
else document.addEventListener("zt-restored", restored, { once: true });

// Gradio loads the page anew when a lost connection is back. A question that has no answer by then is asked again.
const ASKED_KEY = "zhengtu-asked";
document.addEventListener("zt-asking", ({ detail }) => {
	byId("zt-day").open = false;
	if (detail?.trim()) rememberAsked(detail.trim());
});

function rememberAsked(question) {
	sessionStorage.setItem(ASKED_KEY, question);
}

function forgetAsked() {
	sessionStorage.removeItem(ASKED_KEY);
}

// Long questions are kept cut off.
function askedLast(exchange) {
	return exchange.question && sessionStorage.getItem(ASKED_KEY)?.startsWith(exchange.question);
}

function askAgain() {
	const question = sessionStorage.getItem(ASKED_KEY);
	if (!question) return;
	const last = kept.exchanges.at(-1);
	if (last && askedLast(last)) trigger("retry", { again: true });
	else trigger("submit", { question });
}

function readHistory() {
	try {
		const stored = JSON.parse(localStorage.getItem(HISTORY_KEY) ?? "[]");
		return Array.isArray(stored) ? stored.filter((e) => e?.id && Array.isArray(e.exchanges) && e.exchanges.length) : [];
	} catch {
		return []; // written by somebody else
	}
}

// The oldest go first, until the rest fits.
function writeHistory(entries) {
	let fitting = entries.slice(0, MAX_CONVERSATIONS);
	while (fitting.length > 1 && JSON.stringify(fitting).length > MAX_HISTORY_CHARS) fitting = fitting.slice(0, -1);
	for (; ; fitting = fitting.slice(0, -1)) {
		try {
			localStorage.setItem(HISTORY_KEY, JSON.stringify(fitting));
			return;
		} catch {
			if (!fitting.length) return; // storage is closed or full of other things: the conversation itself goes on
		}
	}
}

function showHistory() {
	listHistory();
	drawer.showModal();
}

function listHistory() {
	const entries = readHistory();
	const items = entries.map((entry) => {
		const title = entry.exchanges[0].question.slice(0, MAX_TITLE_CHARS);
		const open = made("button", "zt-entry", { type: "button" }, { action: "open", id: entry.id });
		const when = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
		const count = texts.history_count.replace("{n}", entry.exchanges.length);
		open.append(made("b", "", { textContent: title }), made("small", "", { textContent: `${when} · ${count}` }));
		if (entry.id === kept.id) open.setAttribute("aria-current", "true");
		const remove = made("button", "zt-action", { type: "button", textContent: texts.delete }, { action: "delete", id: entry.id });
		remove.setAttribute("aria-label", `${texts.delete}: ${title}`);
		const item = made("li");
		item.append(open, remove);
		return item;
	});
	byId("zt-history-list").replaceChildren(...items);
	byId("zt-history-empty").hidden = items.length > 0;
	const all = drawer.querySelector("[data-action=deleteAll]");
	all.hidden = !items.length;
	all.textContent = texts.delete_all;
	delete all.dataset.sure;
}

function made(tag, className = "", properties = {}, data = {}) {
	const node = Object.assign(document.createElement(tag), { className, ...properties });
	Object.assign(node.dataset, data);
	return node;
}

function deleteOne(button) {
	const place = [...drawer.querySelectorAll("[data-action=delete]")].indexOf(button);
	writeHistory(readHistory().filter((e) => e.id !== button.dataset.id));
	if (button.dataset.id === kept.id) actions.clear();
	listHistory();
	const left = drawer.querySelectorAll("[data-action=delete]");
	(left[Math.min(place, left.length - 1)] ?? drawer.querySelector("[data-action=closeHistory]")).focus();
}

function deleteAll(button) {
	if (!button.dataset.sure) {
		button.dataset.sure = "asked";
		button.textContent = texts.delete_sure;
		return;
	}
	writeHistory([]);
	if (kept.id) actions.clear();
	listHistory();
	drawer.querySelector("[data-action=closeHistory]").focus();
}

drawer.addEventListener("click", (event) => {
	if (event.target === drawer) drawer.close(); // beside it
});

// A date that is typed half or does not exist has no value; the server is told that there was one.
function dayChosen() {
	const input = byId("zt-day-input");
	const bad = input.validity.badInput;
	const day = bad ? "?" : input.value;
	byId("zt-day").dataset.day = day;
	byId("zt-day-bad").textContent = bad ? texts.as_of_bad : "";
	const used = byId("zt-day-used");
	used.textContent = bad ? texts.as_of_bad : texts.as_of_used.replace("{date}", day);
	used.hidden = !day;
}

for (const moment of ["change", "focusout"])
	document.addEventListener(moment, ({ target }) => {
		if (target.id === "zt-day-input") dayChosen();
	});

// Below the last answer there is the composer: a menu without room between them opens upwards. "toggle" does not bubble.
document.addEventListener("toggle", ({ target }) => {
	const list = target.open && target.querySelector?.(".zt-menu-list");
	if (!list) return;
	const { top, bottom } = target.getBoundingClientRect();
	const above = top - byId("zt-header").getBoundingClientRect().bottom;
	const below = byId("zt-composer").getBoundingClientRect().top - bottom;
	list.classList.toggle("zt-up", below < list.offsetHeight && above > list.offsetHeight);
	list.scrollIntoView({ block: "nearest" });
}, true);

// Menus close when one looks elsewhere.
document.addEventListener("click", ({ target }) => {
	for (const menu of document.querySelectorAll(".zt-menu[open], .zt-day[open]")) if (!menu.contains(target)) menu.open = false;
});
