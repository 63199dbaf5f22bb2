// Second half of the desk's script; page.js comes before it.
const desk = element.querySelector(".zt-desk");
const filters = byId("zt-queue-filters");
const queue = byId("zt-queue");
const PAGE = 20;
let shown = PAGE;
let asked = 0;

Object.assign(actions, {
	signOut,
	change: changeTicket,
	remove: removeTicket,
	more: () => {
		shown += PAGE;
		showQueue();
	},
});
// Without a session nothing comes back, as without a connection.
byId("zt-banner").dataset.offline = desk.dataset.signedOut;

filters.addEventListener("submit", (event) => event.preventDefault());
filters.addEventListener("change", () => {
	shown = PAGE;
	showQueue();
});
queue.addEventListener("submit", (event) => event.preventDefault());

async function showQueue() {
	const number = ++asked;
	queue.setAttribute("aria-busy", "true");
	const wanted = { show: filters.elements.show.value, kind: filters.elements.kind.value, shown };
	const html = await fetched(() => server.queue(wanted));
	if (number !== asked) return;
	if (typeof html === "string") queue.innerHTML = html;
	else sayLost(queue);
	queue.setAttribute("aria-busy", "false");
	showTimes(queue);
}

async function changeTicket(button) {
	const ticket = button.closest(".zt-ticket");
	const said = ticket.querySelector(".zt-said");
	const buttons = [...ticket.querySelectorAll("[data-action=change]")];
	if (buttons.some((b) => b.getAttribute("aria-disabled"))) return;
	for (const b of buttons) b.setAttribute("aria-disabled", "true");
	const reply = ticket.querySelector("textarea").value;
	const result = await fetched(() => server.change({ id: Number(ticket.dataset.id), state: button.dataset.state, reply }));
	if (result?.html) {
		const open = [...ticket.querySelectorAll("details")].map((d) => d.open);
		const template = document.createElement("template");
		template.innerHTML = result.html;
		const fresh = template.content.firstElementChild;
		fresh.querySelectorAll("details").forEach((d, i) => (d.open = open[i]));
		ticket.replaceWith(fresh);
		showTimes(fresh);
		fresh.querySelector("[data-action=change]").focus();
		return;
	}
	for (const b of buttons) b.removeAttribute("aria-disabled");
	said.textContent = result?.problem ?? desk.dataset.signedOut;
}

async function removeTicket(button) {
	if (!confirm(desk.dataset.delete)) return;
	const ticket = button.closest(".zt-ticket");
	const result = await fetched(() => server.remove({ id: Number(ticket.dataset.id) }));
	if (result?.problem === "") {
		await showQueue();
		filters.elements.show.focus();
		return;
	}
	ticket.querySelector(".zt-said").textContent = result?.problem ?? desk.dataset.signedOut;
}

async function showOverview() {
	const html = await fetched(() => server.overview(null));
	if (typeof html !== "string" || !html) {
		setTimeout(showOverview, READY_POLL_MS);
		return;
	}
	byId("zt-overview").innerHTML = html;
	showTimes(byId("zt-overview"));
}

// Documents with several editions; what the chosen one's last edition changes and touches.
const changes = byId("zt-changes");
changes.addEventListener("submit", (event) => event.preventDefault());
changes.addEventListener("change", async (event) => {
	const chosen = byId("zt-changed").value;
	if (event.target.id === "zt-changed") {
		const place = byId("zt-changes-shown");
		place.setAttribute("aria-busy", "true");
		const html = chosen ? await fetched(() => server.changes({ document: chosen })) : "";
		if (typeof html === "string") place.innerHTML = html;
		else sayLost(place);
		place.setAttribute("aria-busy", "false");
	} else if (event.target.dataset.item) {
		const box = event.target;
		const result = await fetched(() => server.tick({ document: chosen, item: box.dataset.item, done: box.checked }));
		if (result?.problem !== "") box.checked = !box.checked;
	}
});

// Records proposed of the chosen document; what is accepted is sent as it was edited.
const drafts = byId("zt-drafts");
drafts.addEventListener("submit", (event) => event.preventDefault());
drafts.addEventListener("change", (event) => {
	if (event.target.id === "zt-drafted") showDrafts();
});
drafts.addEventListener("click", async (event) => {
	const action = event.target.dataset.draft;
	if (!action) return;
	const one = event.target.closest(".zt-draft");
	const values = {};
	for (const form of one ? [one] : drafts.querySelectorAll(".zt-draft"))
		values[form.dataset.key] = Object.fromEntries(new FormData(form));
	const wanted = { document: byId("zt-drafted").value, action: action.startsWith("accept") ? "accept" : "refuse", values };
	event.target.setAttribute("aria-disabled", "true");
	const result = await fetched(() => server.decide(wanted));
	event.target.removeAttribute("aria-disabled");
	if (result?.problem === "") await showDrafts();
	else if (one) one.querySelector(".zt-said").textContent = result?.problem ?? desk.dataset.signedOut;
	else sayLost(byId("zt-drafts-said"), result?.problem);
});

async function showDrafts() {
	const chosen = byId("zt-drafted")?.value;
	const place = chosen === undefined ? drafts : byId("zt-drafts-shown");
	const html = chosen === "" ? "" : await fetched(() => server.drafts(chosen ? { document: chosen } : {}));
	if (typeof html === "string" && (html || chosen !== undefined)) place.innerHTML = html;
	else if (chosen) sayLost(place);
	else setTimeout(showDrafts, READY_POLL_MS);
}

async function showChanges() {
	const html = await fetched(() => server.changes({}));
	if (typeof html !== "string" || !html) {
		setTimeout(showChanges, READY_POLL_MS);
		return;
	}
	changes.innerHTML = html;
}

async function signOut() {
	try {
		await fetch(desk.dataset.session, { method: "DELETE" });
	} catch {
		// Loading the page again says what is wrong.
	}
	location.reload();
}

async function fetched(ask) {
	try {
		return await ask();
	} catch {
		return null;
	}
}

function sayLost(place, problem) {
	const paragraph = document.createElement("p");
	paragraph.className = "zt-problem";
	paragraph.setAttribute("role", "alert");
	paragraph.textContent = problem ?? desk.dataset.signedOut;
	place.replaceChildren(paragraph);
}

function showTimes(place) {
	const format = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
	for (const time of place.querySelectorAll("time")) time.textContent = format.format(new Date(time.dateTime));
}

showQueue();
showOverview();
showChanges();
showDrafts();
